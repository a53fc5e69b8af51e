-- Deletes a memory with its digest and index entry, all at once.
-- KEYS[1] item   KEYS[2] digest of its text   KEYS[3] index
-- ARGV[1] memory id
-- Returns 1 when there was such a memory, else 0.
local found = redis.call('DEL', KEYS[1])
redis.call('ZREM', KEYS[3], ARGV[1])
if redis.call('GET', KEYS[2]) == ARGV[1] then redis.call('DEL', KEYS[2]) end
return found
