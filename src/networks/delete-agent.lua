-- Deletes an agent, unless it is the last one of its network.
-- KEYS[1] agents of the network (hash)
-- ARGV[1] agent id
-- Returns 1, 0 when there is no such agent, -1 when it is the last one.
if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 0 then return 0 end
if redis.call('HLEN', KEYS[1]) == 1 then return -1 end
return redis.call('HDEL', KEYS[1], ARGV[1])
