-- Books the most that a call can cost in all budgets that apply to it, or in none.
-- KEYS[1] names of the tenant's budgets (set); see ../budgets/open-budget.lua for what lies beside it
-- ARGV[1] micro-dollars, empty when the price is unknown   ARGV[2] life of the lease in ms   ARGV[3] lease, ending in `:<amount>`
-- ARGV[4..] names of the budgets that may apply
-- Returns the names of those that do, {} when none does, {0} when the tenant has no budget at all; or {code, name, limit, period, on_exceeded, rolls_at, spent, reserved,
-- unsettled, now in ms} of one that refuses, first of those that reject: -1 it would be exceeded, -2 nobody knows by how much,
-- -3 too many calls are under way.
-- @include ../budgets/open-budget.lua
if redis.call('EXISTS', KEYS[1]) == 0 then return { 0 } end
local applies = redis.call('SMISMEMBER', KEYS[1], unpack(ARGV, 4))
local amount, budgets, now = tonumber(ARGV[1]), {}, nil
for index, yes in ipairs(applies) do
  if yes == 1 then
    now = now or now_ms()
    budgets[#budgets + 1] = open_budget(KEYS[1], ARGV[3 + index], now)
  end
end
if #budgets == 0 then return {} end

local function refusal(budget)
  if not amount then return -2 end
  if budget.spent + budget.reserved + budget.unsettled + amount > budget.limit then return -1 end
  if redis.call('ZCARD', budget.leases) >= 10000 then return -3 end
end
local refused
for _, budget in ipairs(budgets) do
  budget.code = refusal(budget)
  if budget.code and (not refused or (refused.on_exceeded ~= 'reject' and budget.on_exceeded == 'reject')) then refused = budget end
end
if refused then
  local row = row_of(refused)
  row[#row + 1] = now
  return { refused.code, refused.name, unpack(row) }
end

local names = {}
for _, budget in ipairs(budgets) do
  redis.call('ZADD', budget.leases, now + tonumber(ARGV[2]), ARGV[3])
  redis.call('HINCRBY', budget.state, 'reserved', amount)
  names[#names + 1] = budget.name
end
return names
