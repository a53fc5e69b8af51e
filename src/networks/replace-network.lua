-- Replaces a network if it still is what the caller read, so that two changes at once cannot undo each other.
-- KEYS[1] network
-- ARGV[1] what the caller read   ARGV[2] what shall stand there
-- Returns 1, 0 when it has changed meanwhile, -1 when it is gone.
local now = redis.call('GET', KEYS[1])
if not now then return -1 end
if now ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2])
return 1
