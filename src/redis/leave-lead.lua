-- Lets go of the lead, if the one who asks has it.
-- KEYS[1] the lead   ARGV[1] who asks
-- Returns 1 when it was let go, else 0.
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])
