-- Removes the oldest answers of a tenant, of those that were kept up to a time.
-- KEYS[1] index (sorted set of answer keys by time in ms)
-- ARGV[1] time in ms   ARGV[2] answers to remove at most
-- Also touches the answers that the index names, and their buckets: same tenant, same slot.
-- Returns how many went.
local oldest = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, ARGV[2])
for _, key in ipairs(oldest) do
  local bucket = redis.call('HGET', key, 'bucket')
  if bucket then redis.call('ZREM', bucket, key) end
  redis.call('UNLINK', key)
  redis.call('ZREM', KEYS[1], key)
end
return #oldest
