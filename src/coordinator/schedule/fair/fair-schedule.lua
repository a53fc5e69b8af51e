-- The fair schedule of tasks: what its scripts have in common. A task waits, is in flight, is parked (later it needs a worker again) or is
-- supervised (it has not entered yet); it is named by `tenant network task`. Keys, each named by `prefix` and what follows:
--   tasks                hash: task -> record, see task_of
--   checks               zset: task -> when (ms) somebody is to look after it; of waiting ones only those with a deadline
--   waiting:<priority>   zset: waiting task -> arrival
--   totals               hash: see TOTALS
--   tenants, left        zsets: tenant -> virtual time, see virtual-time.lua
--   shares               zset: those of `tenants` -> tasks in flight ÷ weight, equals by when that changed
--   tenant:<tenant>      hash: see TENANT;  …:networks, …:left  as tenants and left
--   network:<network>    hash: see NETWORK;  …:order, …:ageing  see waiting-order.lua
--   paused               set: networks whose waiting tasks stay
--   workers, capacities, window  see window.lua
--   drained:<ten seconds>  hash: tenant, or '' for all -> tasks that ended
-- What belongs to a tenant or network goes with its last task that waits or is in flight; the rest is bounded by the tasks there are, or has a
-- TTL. `network` stands for `tenant network`, since networks of two tenants may have one name. A script that changes anything ends with save().
local prefix = KEYS[1]
-- A task in flight, or with no better time to be looked after, is looked after this many ms after it came to be so.
local CHECK_AFTER = 3000
-- Arrivals are counted in ticks of a 64th of a millisecond, so that those of one batch keep their order.
local TICKS = 64

local clock = redis.call('TIME')
local now_tick = tonumber(clock[1]) * 1000 * TICKS + math.floor(tonumber(clock[2]) * TICKS / 1000)
local now = math.floor(now_tick / TICKS)
-- Puts who comes later behind whoever came to the same place; less than a step of a share or of virtual time, and beginning anew after 16 minutes.
local BEHIND = (now_tick % 64000000) / 64e9

-- Tasks that wait and that are in flight; of those that have either, how many tenants, and their weights; virtual time.
local TOTALS = { 'waiting', 'flying', 'tenants', 'weights', 'time' }
local TENANT = { 'waiting', 'flying', 'weight', 'time' }
-- limit: how many tasks may be in flight, 0: any number.
local NETWORK = { 'waiting', 'flying', 'limit' }

-- Hashes of numbers by key, each read once and, if it has changed, written once: a call of Redis is what a script spends its time on.
local rows = {}

local function row(key, fields)
  local known = rows[key]
  if known then return known end
  local read, values = redis.call('HMGET', key, unpack(fields)), {}
  for i, field in ipairs(fields) do values[field] = tonumber(read[i]) or 0 end
  rows[key] = values
  values.before, values.fields = read, fields
  return values
end

local totals = row(prefix .. 'totals', TOTALS)
local function tenant_key(tenant) return prefix .. 'tenant:' .. tenant end
local function network_key(network) return prefix .. 'network:' .. network end
local function tenant_of(tenant) return row(tenant_key(tenant), TENANT) end
local function network_of(network) return row(network_key(network), NETWORK) end

local function has_tasks(values) return values.waiting + values.flying > 0 end

-- As text: Redis writes a number out with 17 digits, which takes longer than most commands.
local function number_text(value) return string.format(value == math.floor(value) and '%d' or '%.17g', value) end

local function save()
  for key, values in pairs(rows) do
    if has_tasks(values) then
      local changed = {}
      for i, field in ipairs(values.fields) do
        if tonumber(values.before[i]) ~= values[field] then
          changed[#changed + 1] = field
          changed[#changed + 1] = number_text(values[field])
        end
      end
      if #changed > 0 then redis.call('HSET', key, unpack(changed)) end
    elseif values.before[1] then
      redis.call('DEL', key)
    end
  end
end

-- The record of a task: state (w waiting, f in flight, p parked, s supervised), priority, cost, deadline (ms, 0: none), arrival (tick).
-- Nil where there is none.
local function task_of(name)
  local text = redis.call('HGET', prefix .. 'tasks', name)
  if not text then return nil end
  local network, tenant = string.match(name, '^(([^ ]+) [^ ]+) ')
  local state, priority, cost, deadline, arrival = string.match(text, '^(%a) (%d+) (%d+) (%d+) (%d+)$')
  return {
    name = name, tenant = tenant, network = network, state = state, priority = tonumber(priority), cost = tonumber(cost),
    deadline = tonumber(deadline), arrival = tonumber(arrival),
  }
end

local function put_task(task, state)
  task.state = state
  local text = string.format('%s %d %d %d %d', state, task.priority, task.cost, task.deadline, task.arrival)
  redis.call('HSET', prefix .. 'tasks', task.name, text)
end

local function check_at(task, at) redis.call('ZADD', prefix .. 'checks', number_text(at), task.name) end

local function count_waiting(task, by)
  for _, values in ipairs({ totals, tenant_of(task.tenant), network_of(task.network) }) do values.waiting = values.waiting + by end
end

local function count_flying(task, by)
  for _, values in ipairs({ totals, tenant_of(task.tenant), network_of(task.network) }) do values.flying = values.flying + by end
end

-- @include virtual-time.lua
-- @include waiting-order.lua
-- @include window.lua
-- @include drain-rate.lua
-- @include hand-out.lua
