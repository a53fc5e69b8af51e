-- The state of a budget lies beside the set of the tenant's budget names, under keys that begin with the key of that set:
--   :state:<name>   hash of limit, period, on_exceeded, rolls_at and the sums spent, reserved, unsettled, in micro-dollars
--   :leases:<name>  sorted set of what is booked for calls under way, `<call>:<amount>` by the time (ms) it runs out
--   :late:<name>    set of leases that ran out in this period; their calls may still tell what they cost
-- @include period-end.lua

local function now_ms()
  local time = redis.call('TIME')
  return tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
end

local function amount_of(lease) return tonumber(string.match(lease, '%d+$')) end

-- Moves what ran out from reserved to unsettled, some at a time: whoever booked it died, and nobody knows what it cost.
local function sweep(budget, now)
  local out = redis.call('ZRANGEBYSCORE', budget.leases, '-inf', now, 'LIMIT', 0, 200)
  if #out == 0 then return end
  local sum = 0
  for _, lease in ipairs(out) do sum = sum + amount_of(lease) end
  redis.call('ZREM', budget.leases, unpack(out))
  if redis.call('SCARD', budget.late) < 10000 then redis.call('SADD', budget.late, unpack(out)) end
  budget.reserved = redis.call('HINCRBY', budget.state, 'reserved', -sum)
  budget.unsettled = redis.call('HINCRBY', budget.state, 'unsettled', sum)
end

-- The budget as it stands at `now`, nil when there is none: leases that ran out are swept, then a period that ended begins anew
-- with nothing spent and nothing unsettled. Calls under way stay reserved across the end of a period.
local function open_budget(names, name, now)
  local budget = { name = name, state = names .. ':state:' .. name, leases = names .. ':leases:' .. name, late = names .. ':late:' .. name }
  local row = redis.call('HMGET', budget.state, 'limit', 'period', 'on_exceeded', 'rolls_at', 'spent', 'reserved', 'unsettled')
  if not row[1] then return nil end
  budget.limit, budget.period, budget.on_exceeded = tonumber(row[1]), row[2], row[3]
  budget.rolls_at, budget.spent, budget.reserved, budget.unsettled = tonumber(row[4]), tonumber(row[5]), tonumber(row[6]), tonumber(row[7])
  sweep(budget, now)
  if budget.rolls_at > 0 and now >= budget.rolls_at then
    budget.rolls_at, budget.spent, budget.unsettled = period_end(budget.period, now), 0, 0
    redis.call('HSET', budget.state, 'rolls_at', budget.rolls_at, 'spent', 0, 'unsettled', 0)
    redis.call('DEL', budget.late)
  end
  return budget
end

local function row_of(budget)
  return { budget.limit, budget.period, budget.on_exceeded, budget.rolls_at, budget.spent, budget.reserved, budget.unsettled }
end
