-- Replaces the content of a memory that still exists, keeping its age and its remaining life.
-- KEYS[1] item   KEYS[2] digest of the old text   KEYS[3] digest of the new text
-- ARGV[1] item as JSON   ARGV[2] memory id
-- Returns 1, or -1 when the memory is gone.
local life = redis.call('PTTL', KEYS[1])
if life < 0 then return -1 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', life)
redis.call('DEL', KEYS[2])
redis.call('SET', KEYS[3], ARGV[2], 'PX', life)
return 1
