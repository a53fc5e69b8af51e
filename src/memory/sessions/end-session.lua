-- Ends a session: nothing can be written for it from now on, and what it owns is to be removed. The first end holds; later ones tell of it again.
-- KEYS[1] prefix of the network's memory keys, all of one hash tag
-- ARGV[1] session   ARGV[2] 1 to end it only when its time is over   ARGV[3] after how long (ms) somebody else is to take up the removing
-- Returns nothing when there is none; {expires (ms)} when it lives on; else
-- {ended (ms), 'ended' or 'expired', created (ms), memories it had, tasks it had, the first number that a memory of it may have}.
-- @include live-session.lua
local prefix, id, now = KEYS[1], ARGV[1], now_of_redis()
local key, due = session_key(prefix, id), prefix .. 'session-due'
local expires = tonumber(redis.call('HGET', key, 'expires'))
if not expires then
  redis.call('ZREM', due, id)
  redis.call('ZREM', prefix .. 'session-list', id)
  return false
end
if expires > now and ARGV[2] == '1' then
  redis.call('ZADD', due, expires, id)
  return { expires }
end
if redis.call('HEXISTS', key, 'over') == 0 then
  local ordinal = redis.call('HGET', prefix .. 'sessions', id)
  local memories = ordinal and redis.call('HGET', prefix .. 'uses', ordinal) or 0
  local over, ended = 'expired', expires
  if expires > now then over, ended = 'ended', now end
  redis.call('HSET', key, 'over', over, 'ended', ended, 'expires', ended, 'memories', memories)
  redis.call('ZREM', prefix .. 'session-list', id)
  keep_session(prefix, id, now)
end
redis.call('ZADD', due, now + tonumber(ARGV[3]), id)
local s = redis.call('HMGET', key, 'ended', 'over', 'created', 'memories', 'count:tasks', 'first', 'epoch')
-- An index that was begun anew counts from 0.
local is_same_index = s[7] == redis.call('HGET', prefix .. 'meta', 'epoch')
return { tonumber(s[1]), s[2], tonumber(s[3]), tonumber(s[4]), tonumber(s[5] or 0), is_same_index and tonumber(s[6]) or 0 }
