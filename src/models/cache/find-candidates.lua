-- Reads what the newest similar requests said, in one round trip; forgets those whose answer has gone.
-- KEYS[1] bucket (sorted set of answer keys by time in ms)
-- ARGV[1] how many at most
-- Also touches the answers that the bucket names: same tenant, same slot.
-- Returns {answer key, reading, answer key, reading, …}, newest first.
local found = {}
for _, key in ipairs(redis.call('ZREVRANGE', KEYS[1], 0, ARGV[1] - 1)) do
  local reading = redis.call('HGET', key, 'reading')
  if reading then
    found[#found + 1] = key
    found[#found + 1] = reading
  else
    redis.call('ZREM', KEYS[1], key)
  end
end
return found
