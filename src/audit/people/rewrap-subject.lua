-- Puts the key of a subject, wrapped anew, in the place of the one that was read, and lets the person be found by the current pepper alone.
-- A subject that was shredded meanwhile stays so.
-- KEYS[1] subjects (hash)   ARGV[1] field of the subject   ARGV[2] its wrapped key as it was read   ARGV[3] the same wrapped anew
-- ARGV[4] field of the person, then the fields it had under earlier peppers
-- Returns 1 when it was replaced, else 0.
if redis.call('HGET', KEYS[1], ARGV[1]) ~= ARGV[2] then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
local subject = string.sub(ARGV[1], 3)
for i = 5, #ARGV do
  if redis.call('HGET', KEYS[1], ARGV[i]) == subject then
    redis.call('HDEL', KEYS[1], ARGV[i])
    redis.call('HSETNX', KEYS[1], ARGV[4], subject)
  end
end
return 1
