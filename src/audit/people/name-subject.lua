-- Finds the subject of a person, or makes it what it is called from now on. One name a person, however many ask at once.
-- KEYS[1] subjects (hash)   ARGV[1] name the new subject would have   ARGV[2] its wrapped key
-- ARGV[3] field of the person, then the fields it had under earlier peppers: one of those is moved to ARGV[3]
-- Returns {subject, wrapped key}.
for i = 3, #ARGV do
  local subject = redis.call('HGET', KEYS[1], ARGV[i])
  local wrapped = subject and redis.call('HGET', KEYS[1], 's:' .. subject)
  if wrapped then
    if i > 3 then
      redis.call('HDEL', KEYS[1], ARGV[i])
      redis.call('HSET', KEYS[1], ARGV[3], subject)
    end
    return {subject, wrapped}
  end
end
redis.call('HSET', KEYS[1], ARGV[3], ARGV[1], 's:' .. ARGV[1], ARGV[2])
return {ARGV[1], ARGV[2]}
