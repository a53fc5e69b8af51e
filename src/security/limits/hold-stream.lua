-- Lets one more stream of a tenant be open, if it has room for it. A lease that is not renewed in time counts no more, so that a process that dies frees
-- what it held. Where there is no limit nothing is kept.
-- KEYS[1] limits of the tenant   KEYS[2] leases of its streams (sorted set: lease, ms at which it ends)   KEYS[3] those of the key
-- ARGV[1] lease   ARGV[2] ms it holds   ARGV[3] streams of a tenant that has set no limit, or 0
-- Returns {} where nothing is limited, else { 1 if it is held, limit, streams that were open, 'key' or 'tenant' } of the tightest limit.
local set = redis.call('HMGET', KEYS[1], 'concurrent_streams', 'concurrent_streams_per_key')
local ofTenant = tonumber(set[1] or ARGV[3])
local ofKey = tonumber(set[2] or 0)
if ofTenant == 0 and ofKey == 0 then return {} end

local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local limits = { { KEYS[2], ofTenant, 'tenant' }, { KEYS[3], ofKey, 'key' } }
local least
for _, limit in ipairs(limits) do
  redis.call('ZREMRANGEBYSCORE', limit[1], '-inf', now)
  if limit[2] > 0 then
    local open = redis.call('ZCARD', limit[1])
    if not least or limit[2] - open < least[2] - least[3] then least = { 1, limit[2], open, limit[3] } end
  end
end
if least[3] >= least[2] then
  least[1] = 0
  return least
end
for _, limit in ipairs(limits) do
  redis.call('ZADD', limit[1], now + tonumber(ARGV[2]), ARGV[1])
  redis.call('PEXPIRE', limit[1], ARGV[2])
end
return least
