-- Who may run, and when. The rule: while there is room in the window, the task whose turn it is; up to twice the window, one of a tenant that
-- has less in flight than its part, so that it need not wait for what others have begun.
local MAX_PICKS, LOOKED_AT = 100, 16

-- Whether one more task of a tenant is within its part of the window; at least one always is.
local function is_below_part(tenant, window, weight)
  local of_tenant = redis.call('HMGET', tenant_key(tenant), 'flying', 'weight')
  local own, weights = tonumber(of_tenant[2]), read(prefix .. 'totals', 'weights')
  if not own then
    own = weight
    weights = weights + weight
  end
  return (tonumber(of_tenant[1]) or 0) < math.max(1, window * own / weights)
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
  else
    leave(level, network)
    if redis.call('EXISTS', level.active) == 0 then leave(MESH, tenant) end
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

-- A task takes a slot; returns how far its tenant was above its part, as `share`.
local function take_off(task)
  local of_tenant = redis.call('HMGET', tenant_key(task.tenant), 'flying', 'weight')
  -- What was served while nobody waited took nothing from anybody.
  if read(prefix .. 'totals', 'waiting') > 0 then
    charge(level_of(task.tenant), task.network, task.cost)
    charge(MESH, task.tenant, task.cost / of_tenant[2])
  end
  put_task(task, 'f')
  check_at(task, now + CHECK_AFTER)
  count_flying(task, 1)
  return math.floor((tonumber(of_tenant[1]) or 0) / of_tenant[2])
end

-- Whether a task that has just come may run before it ever waits: not before others of its tenant that may.
local function may_run_at_once(task, weight)
  local window = window_size()
  local flying = read(prefix .. 'totals', 'flying')
  if flying >= 2 * window or is_active(MESH, task.tenant) then return false end
  if redis.call('EXISTS', network_key(task.network) .. ':order') == 1 or not may_network_run(task.network) then return false end
  if flying < window and redis.call('EXISTS', MESH.active) == 0 then return true end
  return is_below_part(task.tenant, window, weight)
end

local function next_tenant(window)
  local flying = read(prefix .. 'totals', 'flying')
  if flying < window then return redis.call('ZRANGE', MESH.active, 0, 0)[1] end
  if flying >= 2 * window then return nil end
  for _, tenant in ipairs(redis.call('ZRANGE', MESH.active, 0, LOOKED_AT - 1)) do
    if is_below_part(tenant, window) then return tenant end
  end
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
    local share = take_off(task)
    wait_no_longer(task)
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
