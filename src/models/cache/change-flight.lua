-- Changes a flight if the caller still holds it: gives it up, renews its lease, or marks it for those who wait.
-- KEYS[1] flight
-- ARGV[1] token of the caller   ARGV[2] new value; empty gives it up   ARGV[3] life of the new value in ms
-- Returns 1 when it was changed, 0 when the caller no longer holds it.
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
if ARGV[2] == '' then redis.call('DEL', KEYS[1]) else redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3]) end
return 1
