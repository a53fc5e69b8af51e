-- Writes fields of a key that is still as its reader saw it.
-- KEYS[1] record of the key   KEYS[2] keys below it, which are listed as long as it is there
-- ARGV[1] version that was read   ARGV[2] names of fields to remove (JSON)   ARGV[3] ms since 1970 at which nothing of it is needed any more, or 0
-- ARGV[4…] fields and values
-- Returns 1, or 0 when it has changed, was revoked or is gone.
local seen = redis.call('HMGET', KEYS[1], 'version', 'revokedAtMs')
if seen[1] ~= ARGV[1] or seen[2] then return 0 end
for _, name in ipairs(cjson.decode(ARGV[2])) do redis.call('HDEL', KEYS[1], name) end
redis.call('HSET', KEYS[1], unpack(ARGV, 4))
for _, key in ipairs(KEYS) do
  if ARGV[3] == '0' then redis.call('PERSIST', key) else redis.call('PEXPIREAT', key, ARGV[3]) end
end
return 1
