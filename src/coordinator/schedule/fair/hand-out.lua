-- Who may run, and when. While there is room in the window, the task whose turn it is. Up to twice the window, one of a tenant that has little
-- in flight, so that nobody waits for what others have begun: a task that comes, if less than the part of its tenant in the window is in
-- flight; one that waits, if less than half of it is. One is always within it.
local MAX_PICKS = 100

-- How many tasks in flight are the part of a tenant of some weight; `weights` is the sum over all that have tasks.
local function part_of(weight, weights, window) return math.floor(window * weight / weights) end

local function is_below_part(tenant, weight, window)
  local of_tenant = redis.call('HMGET', tenant_key(tenant), 'flying', 'weight')
  local weights = read(prefix .. 'totals', 'weights') - (tonumber(of_tenant[2]) or 0) + weight
  return (tonumber(of_tenant[1]) or 0) < math.max(1, part_of(weight, weights, window))
end

local function may_network_run(network)
  if redis.call('SISMEMBER', prefix .. 'paused', network) == 1 then return false end
  local state = redis.call('HMGET', network_key(network), 'flying', 'limit')
  return (tonumber(state[1]) or 0) < (tonumber(state[2]) or math.huge)
end

-- To be called when tasks of a network, its limit or its pause have changed: it stands among those that may be picked exactly if it has a task
-- that may, as does its tenant; what has no tasks any more is forgotten.
local function settle(tenant, network)
  local of_tenant, level, key = tenant_key(tenant), level_of(tenant), network_key(network)
  local waits = redis.call('EXISTS', key .. ':order') == 1
  if waits and may_network_run(network) then
    join(level, network)
    join(MESH, tenant)
    redis.call('ZADD', prefix .. 'shares', read(of_tenant, 'flying') / read(of_tenant, 'weight') + BEHIND, tenant)
  else
    leave(level, network)
    if redis.call('EXISTS', level.active) == 0 then
      leave(MESH, tenant)
      redis.call('ZREM', prefix .. 'shares', tenant)
    end
  end
  if not waits and read(key, 'flying') == 0 then redis.call('DEL', key) end
  local tasks = redis.call('HMGET', of_tenant, 'waiting', 'flying', 'weight')
  if (tonumber(tasks[1]) or 0) + (tonumber(tasks[2]) or 0) > 0 then return end
  if tasks[3] then
    count(prefix .. 'totals', 'weights', -tasks[3])
    count(prefix .. 'totals', 'tenants', -1)
  end
  redis.call('DEL', of_tenant, level.left)
  local all = redis.call('HMGET', prefix .. 'totals', 'waiting', 'flying')
  if (tonumber(all[1]) or 0) + (tonumber(all[2]) or 0) == 0 then redis.call('DEL', prefix .. 'totals', MESH.left) end
end

-- How far a tenant with so many other tasks in flight is above its part.
local function share_of(tenant, flying) return math.floor(flying / read(tenant_key(tenant), 'weight')) end

-- A task takes a slot; returns its share.
local function take_off(task)
  local share = share_of(task.tenant, read(tenant_key(task.tenant), 'flying'))
  put_task(task, 'f')
  check_at(task, now + CHECK_AFTER)
  count_flying(task, 1)
  return share
end

-- Whether a task that has just come may run before it ever waits: not before others of its tenant that may.
local function may_run_at_once(task, weight)
  local window = window_size()
  local flying = read(prefix .. 'totals', 'flying')
  if flying >= 2 * window or is_active(MESH, task.tenant) then return false end
  if redis.call('EXISTS', network_key(task.network) .. ':order') == 1 or not may_network_run(task.network) then return false end
  return flying < window and redis.call('EXISTS', MESH.active) == 0 or is_below_part(task.tenant, weight, window)
end

local function next_tenant(window)
  local totals = redis.call('HMGET', prefix .. 'totals', 'flying', 'weights')
  local flying = tonumber(totals[1]) or 0
  if flying < window then return redis.call('ZRANGE', MESH.active, 0, 0)[1] end
  if flying >= 2 * window then return nil end
  local least = redis.call('ZRANGE', prefix .. 'shares', 0, 0)[1]
  if not least then return nil end
  local of_least = redis.call('HMGET', tenant_key(least), 'flying', 'weight')
  if (tonumber(of_least[1]) or 0) < math.max(1, part_of(of_least[2], totals[2], window) / 2) then return least end
end

-- Hands out what may run now, at most 100 tasks: {task, priority, share} of each, one after the other.
local function hand_out()
  local released, window = {}, window_size()
  for _ = 1, MAX_PICKS do
    local tenant = next_tenant(window)
    if not tenant then break end
    local network = redis.call('ZRANGE', level_of(tenant).active, 0, 0)[1]
    promote(network)
    local task = task_of(redis.call('ZRANGE', network_key(network) .. ':order', 0, 0)[1])
    charge(level_of(tenant), network, task.cost)
    charge(MESH, tenant, task.cost / read(tenant_key(tenant), 'weight'))
    wait_no_longer(task)
    local share = take_off(task)
    settle(task.tenant, task.network)
    released[#released + 1] = task.name
    released[#released + 1] = task.priority
    released[#released + 1] = share
  end
  return released
end

-- A task is no longer where it was: its slot or its place among the waiting is free, and it is not looked after any more.
local function take_out(task)
  if task.state == 'f' then count_flying(task, -1) end
  if task.state == 'w' then wait_no_longer(task) end
  redis.call('HDEL', prefix .. 'tasks', task.name)
  redis.call('ZREM', prefix .. 'checks', task.name)
  if task.state == 'f' or task.state == 'w' then settle(task.tenant, task.network) end
end
