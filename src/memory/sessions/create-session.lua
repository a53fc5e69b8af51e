-- Begins a session, once: one that is there already stays as it is.
-- KEYS[1] prefix of the network's memory keys, all of one hash tag
-- ARGV[1] session   ARGV[2] user   ARGV[3] metadata as JSON   ARGV[4] time to live (ms)
-- Returns {1 when it is new else 0, user, metadata, created (ms), time to live (ms), expires (ms)}, or nothing when it is over already.
-- @include live-session.lua
-- @include ../../networks/refuse-erased.lua
local prefix, id, ttl = KEYS[1], ARGV[1], tonumber(ARGV[4])
local refused = refusal_of(prefix .. 'erased')
if refused then return refused end
local now = now_of_redis()
local is_new = redis.call('EXISTS', session_key(prefix, id)) == 0
if not is_new and not session_lives(prefix, id, now) then return false end
if is_new then
  local meta = redis.call('HMGET', prefix .. 'meta', 'next', 'epoch')
  redis.call('HSET', session_key(prefix, id), 'user_id', ARGV[2], 'metadata', ARGV[3], 'created', now, 'ttl', ttl, 'expires', now + ttl,
    'first', meta[1] or 0, 'epoch', meta[2] or '')
  redis.call('ZADD', prefix .. 'session-list', now, id)
  redis.call('ZADD', prefix .. 'session-due', now + ttl, id)
  keep_session(prefix, id, now + ttl)
end
return { is_new and 1 or 0, unpack(session_fields(prefix, id)) }
