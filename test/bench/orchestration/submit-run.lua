-- Stores a run of the floor. All or nothing.
-- KEYS[1] the run's hash. ARGV field, value, …: how many steps are left, what each step still waits for, the input. Returns 1.
redis.call('HSET', KEYS[1], unpack(ARGV))
redis.call('EXPIRE', KEYS[1], 3600)
return 1
