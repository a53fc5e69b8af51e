-- Who may run, and when. While there is room in the window, the task whose turn it is. Up to twice the window, one of a tenant that has little
-- in flight, so that nobody waits for what others have begun: a task that comes, if less than the part of its tenant in the window is in
-- flight; one that waits, if less than half of it is. One is always within it.
local MAX_PICKS = 100

-- How many tasks in flight are the part of a tenant of some weight; `weights` is the sum over all that have tasks.
local function part_of(weight, weights, window) return math.floor(window * weight / weights) end

-- How far a tenant with so many other tasks in flight is above its part.
local function share_of(tenant, flying) return math.floor(flying / tenant_of(tenant).weight) end

-- A tenant has a task that waits or is in flight, and is of this weight now.
local function note_tenant(tenant, weight)
  local values = tenant_of(tenant)
  if values.weight == 0 then totals.tenants = totals.tenants + 1 end
  totals.weights = totals.weights + weight - values.weight
  values.weight = weight
end

local function may_network_run(network)
  local values = network_of(network)
  if values.limit > 0 and values.flying >= values.limit then return false end
  return redis.call('SISMEMBER', prefix .. 'paused', network) == 0
end

local function note_share(tenant)
  local values = tenant_of(tenant)
  redis.call('ZADD', prefix .. 'shares', values.flying / values.weight + BEHIND, tenant)
end

local function stand_aside(tenant, network)
  local level = level_of(tenant)
  leave(level, network)
  if redis.call('EXISTS', level.active) == 1 then return note_share(tenant) end
  leave(MESH, tenant)
  redis.call('ZREM', prefix .. 'shares', tenant)
end

-- To be called when the tasks of a network, its limit or its pause have changed: it stands among those that may be picked exactly if it has a
-- task that may, as does its tenant. `waited` says whether it had tasks that waited before.
local function settle(tenant, network, waited)
  if network_of(network).waiting > 0 and may_network_run(network) then
    join(level_of(tenant), network)
    join(MESH, tenant)
    note_share(tenant)
  elseif waited then
    stand_aside(tenant, network)
  end
  local values = tenant_of(tenant)
  if values.weight > 0 and not has_tasks(values) then
    totals.tenants = totals.tenants - 1
    totals.weights = totals.weights - values.weight
    values.weight, values.time = 0, 0
    redis.call('DEL', level_of(tenant).left)
  end
  if not has_tasks(totals) then
    totals.time = 0
    redis.call('DEL', MESH.left)
  end
end

-- A task takes a slot; returns its share.
local function take_off(task)
  local share = share_of(task.tenant, tenant_of(task.tenant).flying)
  put_task(task, 'f')
  check_at(task, now + CHECK_AFTER)
  count_flying(task, 1)
  return share
end

-- Whether a task that has just come may run before it ever waits: not before others of its tenant that may.
local function may_run_at_once(task, weight)
  local window = window_size()
  if totals.flying >= 2 * window or network_of(task.network).waiting > 0 or not may_network_run(task.network) then return false end
  if is_anybody_active(level_of(task.tenant)) then return false end
  if totals.flying < window and not is_anybody_active(MESH) then return true end
  local values = tenant_of(task.tenant)
  return values.flying < math.max(1, part_of(weight, totals.weights - values.weight + weight, window))
end

local function next_tenant(window)
  if totals.flying < window then return redis.call('ZRANGE', MESH.active, 0, 0)[1] end
  if totals.flying >= 2 * window then return nil end
  local least = redis.call('ZRANGE', prefix .. 'shares', 0, 0)[1]
  if not least then return nil end
  local values = tenant_of(least)
  if values.flying < math.max(1, part_of(values.weight, totals.weights, window) / 2) then return least end
end

-- Hands out what may run now, at most 100 tasks: {task, priority, share} of each, one after the other.
local function hand_out()
  local released = {}
  local window = totals.waiting > 0 and window_size() or 0
  while totals.waiting > 0 and #released < 3 * MAX_PICKS do
    local tenant = next_tenant(window)
    if not tenant then break end
    local level = level_of(tenant)
    local network = redis.call('ZRANGE', level.active, 0, 0)[1]
    promote(network)
    local task = task_of(redis.call('ZRANGE', network_key(network) .. ':order', 0, 0)[1])
    charge(level, network, task.cost)
    charge(MESH, tenant, task.cost / tenant_of(tenant).weight)
    wait_no_longer(task)
    released[#released + 1] = task.name
    released[#released + 1] = task.priority
    released[#released + 1] = take_off(task)
    settle(tenant, network, true)
  end
  return released
end

-- A task is no longer where it was: its slot or its place among the waiting is free, and it is not looked after any more.
local function take_out(task)
  local waited = task.state == 'w' or task.state == 'f' and network_of(task.network).waiting > 0
  if task.state == 'f' then count_flying(task, -1) end
  if task.state == 'w' then wait_no_longer(task) end
  redis.call('HDEL', prefix .. 'tasks', task.name)
  redis.call('ZREM', prefix .. 'checks', task.name)
  if task.state ~= 'f' and task.state ~= 'w' then return end
  settle(task.tenant, task.network, waited)
  -- Another network of the tenant may stand among those that wait.
  if not waited and tenant_of(task.tenant).waiting > 0 and redis.call('ZSCORE', prefix .. 'shares', task.tenant) then note_share(task.tenant) end
end
