-- Takes over an operation that was begun by a process that is gone, unless its event was appended meanwhile or another was faster.
-- KEYS[1] open operations (hash)   ARGV[1] event id   ARGV[2] the operation as it was read   ARGV[3] the same with the new process
-- Returns 1 when it was taken over, else 0.
if redis.call('HGET', KEYS[1], ARGV[1]) ~= ARGV[2] then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
return 1
