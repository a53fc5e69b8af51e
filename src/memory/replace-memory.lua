-- Replaces a memory if it still is what the caller read, keeping its age and its remaining life.
-- KEYS[1] item   KEYS[2] digest of the old text   KEYS[3] digest of the new text
-- ARGV[1] what the caller read   ARGV[2] item as JSON   ARGV[3] memory id
-- Returns 1, 0 when it has changed meanwhile, -1 when it is gone.
local now = redis.call('GET', KEYS[1])
if not now then return -1 end
if now ~= ARGV[1] then return 0 end
local life = redis.call('PTTL', KEYS[1])
redis.call('SET', KEYS[1], ARGV[2], 'PX', life)
redis.call('DEL', KEYS[2])
redis.call('SET', KEYS[3], ARGV[3], 'PX', life)
return 1
