-- Ends a call: takes its lease out of the budgets it was booked in, adds what it cost to them, and counts it in the ledger.
-- All of it happens once, however often it is asked for: each call has a bit of its own.
-- KEYS[1] which calls are settled (bitmap)   KEYS[2] names of the tenant's budgets (set); see ../budgets/open-budget.lua
-- KEYS[3] ledger; its hashes lie under keys that begin with this one
-- ARGV[1] bit of the call   ARGV[2] lease   ARGV[3] cost in micro-dollars, empty when nobody knows it: then the amount booked
-- becomes unsettled   ARGV[4..7] counters n (0: no ledger), x, h, k   ARGV[8..11] input, output, cached, reasoning tokens
-- ARGV[12..15] model, user, network, key, each empty when there is none   ARGV[16..] budgets
-- Returns 1, 0 when the call was settled before.
-- @include ../budgets/open-budget.lua
-- @include ../ledger/count-call.lua
if redis.call('SETBIT', KEYS[1], ARGV[1], 1) == 1 then return 0 end
redis.call('EXPIRE', KEYS[1], 86400)

local cost, lease = ARGV[3], ARGV[2]
for i = 16, #ARGV do
  local budget = open_budget(KEYS[2], ARGV[i], now_ms())
  if budget then
    local amount = amount_of(lease)
    local booked
    if redis.call('ZREM', budget.leases, lease) == 1 then booked = 'reserved'
    elseif redis.call('SREM', budget.late, lease) == 1 then booked = 'unsettled' end
    -- Neither: it was deleted or forgiven meanwhile, and what the call cost stands in the ledger alone.
    if booked then
      redis.call('HINCRBY', budget.state, booked, -amount)
      redis.call('HINCRBY', budget.state, cost == '' and 'unsettled' or 'spent', cost == '' and amount or cost)
    end
  end
end

if ARGV[4] == '1' then
  count_call(KEYS[3], { model = ARGV[12], user = ARGV[13], network = ARGV[14], key = ARGV[15] },
    { x = ARGV[5], h = ARGV[6], k = ARGV[7], i = ARGV[8], o = ARGV[9], c = ARGV[10], r = ARGV[11], u = cost == '' and '0' or cost })
end
return 1
