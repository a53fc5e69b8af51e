-- Renews the leases that a process holds of the streams of one tenant; one that has run out meanwhile counts again.
-- KEYS sorted sets of leases, all of one slot
-- ARGV[1] ms from now at which they end   then for each of KEYS the number of its leases, and these
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local at = 2
for _, key in ipairs(KEYS) do
  local count = tonumber(ARGV[at])
  for i = at + 1, at + count do redis.call('ZADD', key, now + tonumber(ARGV[1]), ARGV[i]) end
  redis.call('PEXPIRE', key, ARGV[1])
  at = at + count + 1
end
