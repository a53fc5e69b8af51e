-- Forgets a person: the key that opens what was recorded of it is gone, and the next append tells every replica so.
-- KEYS[1] subjects (hash)   KEYS[2] head (hash)   ARGV[…] the field of the person under each pepper
-- Returns 1 when the person was known, else 0.
local known = 0
for i = 1, #ARGV do
  local subject = redis.call('HGET', KEYS[1], ARGV[i])
  if subject then
    redis.call('HDEL', KEYS[1], ARGV[i], 's:' .. subject)
    known = 1
  end
end
if known == 1 then redis.call('HINCRBY', KEYS[2], 'v', 1) end
return known
