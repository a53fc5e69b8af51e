-- Stores a new key and puts it on its tenant's list and under its parent: whole or not at all.
-- KEYS[1] record of the key   KEYS[2] list of the tenant's keys   KEYS[3] keys below the parent; a name that is not used without one
-- ARGV[1] key id   ARGV[2] ms since 1970 at which it was made   ARGV[3] most keys of a tenant   ARGV[4] record of the parent, or ''
-- ARGV[5] ms since 1970 at which nothing of it is needed any more, or 0   ARGV[6…] fields and values of the record
-- Returns 1, 0 when there is a key of this id, -1 when the tenant has too many, -2 when the parent is gone or was revoked.
if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
if redis.call('ZCARD', KEYS[2]) >= tonumber(ARGV[3]) then return -1 end
if ARGV[4] ~= '' then
  local parent = redis.call('HMGET', ARGV[4], 'keyId', 'revokedAtMs')
  if not parent[1] or parent[2] then return -2 end
  redis.call('SADD', KEYS[3], ARGV[1])
  -- The list lives as long as the parent.
  local life = redis.call('PTTL', ARGV[4])
  if life > 0 then redis.call('PEXPIRE', KEYS[3], life) end
end
redis.call('HSET', KEYS[1], unpack(ARGV, 6))
if ARGV[5] ~= '0' then redis.call('PEXPIREAT', KEYS[1], ARGV[5]) end
redis.call('ZADD', KEYS[2], ARGV[2], ARGV[1])
return 1
