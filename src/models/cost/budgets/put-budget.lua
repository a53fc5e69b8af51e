-- Makes a budget, or changes one. What is spent and reserved stays; what is unsettled is forgiven, for somebody has looked at it.
-- KEYS[1] names of the tenant's budgets (set); see open-budget.lua for what lies beside it
-- ARGV[1] name   ARGV[2] limit in micro-dollars   ARGV[3] period   ARGV[4] on_exceeded   ARGV[5] most budgets a tenant may have
-- Returns {limit, period, on_exceeded, rolls_at, spent, reserved, unsettled}, {-1} when the tenant has too many.
-- @include open-budget.lua
local now = now_ms()
local budget = open_budget(KEYS[1], ARGV[1], now)
if not budget then
  if redis.call('SCARD', KEYS[1]) >= tonumber(ARGV[5]) then return { -1 } end
  redis.call('SADD', KEYS[1], ARGV[1])
  redis.call('HSET', KEYS[1] .. ':state:' .. ARGV[1], 'spent', 0, 'reserved', 0)
end
local rolls_at = budget and budget.period == ARGV[3] and budget.rolls_at or period_end(ARGV[3], now)
redis.call('HSET', KEYS[1] .. ':state:' .. ARGV[1],
  'limit', ARGV[2], 'period', ARGV[3], 'on_exceeded', ARGV[4], 'rolls_at', rolls_at, 'unsettled', 0)
redis.call('DEL', KEYS[1] .. ':late:' .. ARGV[1])
return row_of(open_budget(KEYS[1], ARGV[1], now))
