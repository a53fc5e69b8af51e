-- Uses a live session, which moves its end away, and notes a thing that goes with it.
-- KEYS[1] prefix of the network's memory keys, all of one hash tag
-- ARGV[1] session   ARGV[2] kind of the thing or '' for none   ARGV[3] its id   ARGV[4] most things that a session may own
-- Returns 1, or -1 when there is no such session that lives, -2 when it owns so many things already.
-- @include live-session.lua
local prefix, id, now = KEYS[1], ARGV[1], now_of_redis()
if not session_lives(prefix, id, now) then return -1 end
if ARGV[2] ~= '' then
  local key = session_key(prefix, id)
  local owned, thing = key .. ':owned', ARGV[2] .. ' ' .. ARGV[3]
  if redis.call('SISMEMBER', owned, thing) == 0 then
    if redis.call('SCARD', owned) >= tonumber(ARGV[4]) then return -2 end
    redis.call('SADD', owned, thing)
    redis.call('HINCRBY', key, 'count:' .. ARGV[2], 1)
    redis.call('PEXPIREAT', owned, redis.call('HGET', key, 'kept'))
  end
end
slide_session(prefix, id, now)
return 1
