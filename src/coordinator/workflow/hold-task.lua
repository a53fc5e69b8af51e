-- Takes, renews or leaves the right to do some work on a task: one process at a time, so that it is paid for once.
-- KEYS[1] the right
-- ARGV[1] who asks   ARGV[2] milliseconds for which it is theirs, 0 to leave it
-- Returns 1 when it is theirs (or was, and is left), 0 when it is another's.
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
if ARGV[2] == '0' then redis.call('DEL', KEYS[1]) else redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2]) end
return 1
