-- Takes or keeps the lead: at any time one process has it, until it lets go or does not renew it in time.
-- KEYS[1] the lead   ARGV[1] who asks   ARGV[2] how long it holds (ms)
-- Returns 1 when the one who asks has it, else 0.
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
