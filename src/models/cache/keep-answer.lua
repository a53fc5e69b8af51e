-- Stores an answer, ends the flight that brought it, and deletes the oldest answers of the tenant beyond a bound. Every key
-- written here expires. At most 100 are deleted in one go; each write adds one, so the bound holds.
-- KEYS[1] answer (hash: at, answer, reading, bucket)   KEYS[2] flight   KEYS[3] index (sorted set of answer keys by time in ms)
-- KEYS[4] bucket of similar requests (sorted set of answer keys by time in ms); absent where similar ones do not matter
-- ARGV[1] answer   ARGV[2] life in ms   ARGV[3] token of the flight, or empty   ARGV[4] answers a tenant may have
-- ARGV[5] what the last message says, as JSON   ARGV[6] answers a bucket may have
-- Also touches the answers and buckets that the index names: same tenant, same slot.
-- Returns how many answers were deleted.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('HSET', KEYS[1], 'at', now, 'answer', ARGV[1])
if KEYS[4] then
  redis.call('HSET', KEYS[1], 'reading', ARGV[5], 'bucket', KEYS[4])
  redis.call('ZADD', KEYS[4], now, KEYS[1])
  redis.call('ZREMRANGEBYRANK', KEYS[4], 0, -1 - ARGV[6])
  redis.call('PEXPIRE', KEYS[4], ARGV[2])
end
redis.call('PEXPIRE', KEYS[1], ARGV[2])
if ARGV[3] ~= '' and redis.call('GET', KEYS[2]) == ARGV[3] then redis.call('DEL', KEYS[2]) end
redis.call('ZREMRANGEBYSCORE', KEYS[3], '-inf', now - ARGV[2])
redis.call('ZADD', KEYS[3], now, KEYS[1])
redis.call('PEXPIRE', KEYS[3], ARGV[2])
local excess = redis.call('ZCARD', KEYS[3]) - ARGV[4]
if excess <= 0 then return 0 end
local oldest = redis.call('ZPOPMIN', KEYS[3], math.min(excess, 100))
for i = 1, #oldest, 2 do
  local bucket = redis.call('HGET', oldest[i], 'bucket')
  if bucket then redis.call('ZREM', bucket, oldest[i]) end
  redis.call('DEL', oldest[i])
end
return #oldest / 2
