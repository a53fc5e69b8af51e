-- Stores a memory once: the same text of the same type and session in a network is one item, however many write it.
-- Guarantees: item, digest and index entry appear together or not at all; a repeated write renews the life of the item.
-- KEYS[1] item   KEYS[2] digest of type, session and text   KEYS[3] index (sorted set, score = creation in ms)
-- ARGV[1] memory id   ARGV[2] item as JSON   ARGV[3] creation in ms   ARGV[4] life in seconds   ARGV[5] key of an item without its id
-- Returns the id under which the text is stored: ARGV[1] when it is new.
local known = redis.call('GET', KEYS[2])
if known then
  local item = ARGV[5] .. known
  if redis.call('EXISTS', item) == 1 then
    redis.call('EXPIRE', item, ARGV[4], 'GT')
    redis.call('EXPIRE', KEYS[2], ARGV[4], 'GT')
    return known
  end
end
redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[4])
redis.call('SET', KEYS[2], ARGV[1], 'EX', ARGV[4])
redis.call('ZADD', KEYS[3], ARGV[3], ARGV[1])
return ARGV[1]
