-- Gives back the right to restore, if it still is the caller's.
-- KEYS[1] who restores (string)   ARGV[1] who asks
-- Returns 1 when it was, else 0.
return redis.call('GET', KEYS[1]) == ARGV[1] and redis.call('DEL', KEYS[1]) or 0
