-- Renews leases that a process holds of streams; one that has run out meanwhile counts again.
-- KEYS[1] sorted set of leases   ARGV[1] ms from now at which they end   ARGV[2…] the leases
local time = redis.call('TIME')
local ends = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000) + tonumber(ARGV[1])
for i = 2, #ARGV do redis.call('ZADD', KEYS[1], ends, ARGV[i]) end
redis.call('PEXPIRE', KEYS[1], ARGV[1])
