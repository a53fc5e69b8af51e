-- Keeps the profile of a dataset beside it, unless the dataset has gone meanwhile.
-- KEYS[1] the dataset; ARGV[1] profile
-- Returns 1, or 0 when it has gone.
if redis.call('EXISTS', KEYS[1]) == 0 then
  return 0
end
redis.call('HSET', KEYS[1], 'profile', ARGV[1])
return 1
