-- Ends a call: takes its lease out of the budgets it was booked in, adds what it cost to them, and counts it in the ledger.
-- All of it happens once, however often it is asked for within six days: each call has a bit of its own.
-- KEYS[1] which calls are settled (bitmap)   KEYS[2] names of the tenant's budgets (set); see ../budgets/open-budget.lua
-- KEYS[3] ledger; its hashes lie under keys that begin with this one
-- ARGV[1] bit of the call   ARGV[2] lease   ARGV[3] cost in micro-dollars, empty when nobody knows it: then the amount booked
-- becomes unsettled   ARGV[4] what to add to the sums of the ledger, see ../ledger/count-call.lua; empty for nothing
-- ARGV[5..8] model, user, network, key, each empty when there is none   ARGV[9] 1 when the call was made without an answer to
-- its booking: then it counts in the budgets even where nothing is booked, else empty   ARGV[10..] budgets
-- Returns 1, 0 when the call was settled before.
-- @include ../budgets/open-budget.lua
-- @include ../ledger/count-call.lua
if redis.call('SETBIT', KEYS[1], ARGV[1], 1) == 1 then return 0 end
if redis.call('TTL', KEYS[1]) < 6 * 86400 then redis.call('EXPIRE', KEYS[1], 7 * 86400) end

local lease, cost = ARGV[2], ARGV[3]
for i = 10, #ARGV do
  local budget = open_budget(KEYS[2], ARGV[i], now_ms())
  if budget then
    local booked
    if redis.call('ZREM', budget.leases, lease) == 1 then booked = 'reserved'
    elseif redis.call('SREM', budget.late, lease) == 1 then booked = 'unsettled' end
    -- Neither, though it was booked: it was deleted or forgiven meanwhile, and what the call cost stands in the ledger alone.
    if booked or ARGV[9] == '1' then
      local amount = amount_of(lease)
      if booked then redis.call('HINCRBY', budget.state, booked, -amount) end
      if cost == '' then redis.call('HINCRBY', budget.state, 'unsettled', amount)
      else redis.call('HINCRBY', budget.state, 'spent', cost) end
    end
  end
end

if ARGV[4] ~= '' then
  count_call(KEYS[3], { model = ARGV[5], user = ARGV[6], network = ARGV[7], key = ARGV[8] }, ARGV[4])
end
return 1
