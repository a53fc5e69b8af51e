-- Counts a session that is over for its tenant, once: what is among the recent ones has been counted.
-- KEYS[1] totals of the tenant   KEYS[2] its recent sessions, sorted by when they ended
-- ARGV[1] facts of the session, the same each time   ARGV[2] when it ended (ms)   ARGV[3] ended | expired   ARGV[4] sessions to keep   ARGV[5] life (s)
-- Returns 1 when it was counted, 0 when it had been before.
local is_new = redis.call('ZADD', KEYS[2], ARGV[2], ARGV[1])
if is_new == 1 then
  redis.call('HINCRBY', KEYS[1], ARGV[3], 1)
  redis.call('ZREMRANGEBYRANK', KEYS[2], 0, -1 - tonumber(ARGV[4]))
  redis.call('EXPIRE', KEYS[1], ARGV[5])
  redis.call('EXPIRE', KEYS[2], ARGV[5])
end
return is_new
