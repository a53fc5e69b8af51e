-- Deletes a budget with all that is booked in it; calls under way are then bound by it no more.
-- KEYS[1] names of the tenant's budgets (set); see open-budget.lua for what lies beside it
-- ARGV[1] name
-- Returns 1, 0 when there is none.
redis.call('DEL', KEYS[1] .. ':state:' .. ARGV[1], KEYS[1] .. ':leases:' .. ARGV[1], KEYS[1] .. ':late:' .. ARGV[1])
return redis.call('SREM', KEYS[1], ARGV[1])
