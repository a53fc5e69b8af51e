-- The fair schedule of tasks: what its scripts have in common. A task waits, is in flight, is parked (later it needs a worker again) or is
-- supervised (it has not entered yet); it is named by `tenant network task`. Keys, each named by `prefix` and what follows:
--   tasks                hash: task -> record, see below
--   checks               zset: task -> when (ms) somebody is to look after it; of waiting ones only those with a deadline
--   waiting:<priority>   zset: waiting task -> arrival
--   totals               hash: waiting, flying (tasks in flight), tenants, weights (sums over tenants that have either), time (virtual)
--   tenants, left        zsets: tenant -> virtual time, see virtual-time.lua
--   tenant:<tenant>      hash: waiting, flying, weight, time (virtual, of its networks);  …:networks, …:left  as tenants and left
--   network:<network>    hash: flying, limit;  …:order, …:ageing  see waiting-order.lua
--   paused               set: networks whose waiting tasks stay
--   workers, capacities, window  see window.lua
--   drained:<ten seconds>  hash: tenant, or '' for all -> tasks that ended
-- What belongs to a tenant or network without tasks goes with its last one; the rest is bounded by the tasks there are, or has a TTL.
-- `network` stands for `tenant network`, since networks of two tenants may have one name.
local prefix = KEYS[1]
-- A task in flight, or with no better time to be looked after, is looked after this many ms after it came to be so.
local CHECK_AFTER = 5000
-- Arrivals are counted in ticks of a 64th of a millisecond, so that those of one batch keep their order.
local TICKS = 64

local time = redis.call('TIME')
local now_tick = tonumber(time[1]) * 1000 * TICKS + math.floor(tonumber(time[2]) * TICKS / 1000)
local now = math.floor(now_tick / TICKS)

local function read(key, field) return tonumber(redis.call('HGET', key, field)) or 0 end
local function count(key, field, by) return redis.call('HINCRBY', key, field, by) end

local function tenant_key(tenant) return prefix .. 'tenant:' .. tenant end
local function network_key(network) return prefix .. 'network:' .. network end

-- The record of a task: state (w waiting, f in flight, p parked, s supervised), priority, cost, deadline (ms, 0: none), arrival (tick).
-- Nil where there is none.
local function task_of(name)
  local network, tenant = string.match(name, '^(([^ ]+) [^ ]+) ')
  local text = redis.call('HGET', prefix .. 'tasks', name)
  if not text then return nil end
  local state, priority, cost, deadline, arrival = string.match(text, '^(%a) (%d+) (%d+) (%d+) (%d+)$')
  return {
    name = name, tenant = tenant, network = network, state = state, priority = tonumber(priority), cost = tonumber(cost),
    deadline = tonumber(deadline), arrival = tonumber(arrival),
  }
end

local function put_task(task, state)
  task.state = state
  local text = string.format('%s %d %d %.0f %.0f', state, task.priority, task.cost, task.deadline, task.arrival)
  redis.call('HSET', prefix .. 'tasks', task.name, text)
end

local function check_at(task, at) redis.call('ZADD', prefix .. 'checks', at, task.name) end

-- A tenant has its first task that waits or is in flight, or another weight than before.
local function note_tenant(tenant, weight)
  local key, totals = tenant_key(tenant), prefix .. 'totals'
  local known = read(key, 'weight')
  if known == weight then return end
  if known == 0 then count(totals, 'tenants', 1) end
  count(totals, 'weights', weight - known)
  redis.call('HSET', key, 'weight', weight)
end

-- How many tasks of all, of the tenant and, of those in flight, of the network there are more.
local function count_waiting(task, by)
  count(prefix .. 'totals', 'waiting', by)
  count(tenant_key(task.tenant), 'waiting', by)
end
local function count_flying(task, by)
  count(prefix .. 'totals', 'flying', by)
  count(tenant_key(task.tenant), 'flying', by)
  count(network_key(task.network), 'flying', by)
end

-- @include virtual-time.lua
-- @include waiting-order.lua
-- @include window.lua
-- @include drain-rate.lua
-- @include hand-out.lua
