-- Gives a live session its whole time to live again, from now.
-- KEYS[1] prefix of the network's memory keys, all of one hash tag
-- ARGV[1] session   ARGV[2] its new time to live (ms), or '' for the one it has   ARGV[3] its new metadata as JSON, or '' for the same
-- Returns {user, metadata, created (ms), time to live (ms), expires (ms)}, or nothing when there is none that lives.
-- @include live-session.lua
local prefix, id, now = KEYS[1], ARGV[1], now_of_redis()
if not session_lives(prefix, id, now) then return false end
local key = session_key(prefix, id)
if ARGV[2] ~= '' then redis.call('HSET', key, 'ttl', ARGV[2]) end
if ARGV[3] ~= '' then redis.call('HSET', key, 'metadata', ARGV[3]) end
local expires = now + tonumber(redis.call('HGET', key, 'ttl'))
redis.call('HSET', key, 'expires', expires)
redis.call('ZADD', prefix .. 'session-due', expires, id)
keep_session(prefix, id, expires)
return session_fields(prefix, id)
