-- Takes whose it was out of a key that was revoked.
-- KEYS[1] record of the key
-- ARGV[1] what stands in place of its owner and name   ARGV[2] new version
-- Returns 1, or 0 when it is gone or good still.
if redis.call('HEXISTS', KEYS[1], 'revokedAtMs') == 0 then return 0 end
redis.call('HSET', KEYS[1], 'userId', ARGV[1], 'name', ARGV[1], 'version', ARGV[2])
return 1
