-- Says that a process answers messages, and tells who does. Dead ones are forgotten.
-- KEYS[1]  roster: a sorted set of members by the time (ms) at which they are forgotten
-- ARGV[1]  this member
-- ARGV[2]  milliseconds for which this beat holds
-- Returns all members that live.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', '(' .. now)
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return redis.call('ZRANGE', KEYS[1], 0, -1)
