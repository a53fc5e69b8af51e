-- A session in Redis: what the scripts that touch one have in common. Keys, each named by `prefix` and what follows:
--   session:<id>        hash: user_id, metadata (JSON), created, ttl, expires, kept (when Redis itself drops its keys), all ms; first and epoch: the number
--                       that the next memory would have had when the session began, and of which index; count:<kind>: things of a kind that it owns;
--                       once it is over: over (ended | expired), ended (ms), memories (how many it had)
--   session:<id>:owned  set: '<kind> <id>' of what goes with it beside memories
--   session-list        sorted set: session -> created (ms), until it is over
--   session-due         sorted set: session -> when somebody is to look at it (ms); sliding leaves it as it is, so this may be too early, never too late
-- A live session is one whose `expires` lies ahead. Whoever looks after sessions comes long before `kept`.
local GRACE = 86400000

local function now_of_redis()
  local time = redis.call('TIME')
  return tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
end

local function session_key(prefix, id) return prefix .. 'session:' .. id end

local function session_lives(prefix, id, now)
  local expires = tonumber(redis.call('HGET', session_key(prefix, id), 'expires'))
  return expires ~= nil and expires > now
end

local function keep_session(prefix, id, expires)
  local key, kept = session_key(prefix, id), expires + GRACE
  redis.call('HSET', key, 'kept', kept)
  redis.call('PEXPIREAT', key, kept)
  redis.call('PEXPIREAT', key .. ':owned', kept)
  for _, all in ipairs({ prefix .. 'session-list', prefix .. 'session-due' }) do
    if redis.call('PTTL', all) == -1 then redis.call('PEXPIREAT', all, kept) else redis.call('PEXPIREAT', all, kept, 'GT') end
  end
end

-- Whoever uses a live session moves its end away again: one write, and half a grace later the ends of its keys too.
local function slide_session(prefix, id, now)
  local found = redis.call('HMGET', session_key(prefix, id), 'expires', 'ttl', 'kept')
  local expires, ttl, kept = tonumber(found[1]), tonumber(found[2]), tonumber(found[3])
  if not expires or expires <= now or not ttl or now + ttl <= expires then return end
  redis.call('HSET', session_key(prefix, id), 'expires', now + ttl)
  if not kept or kept - now - ttl < GRACE / 2 then keep_session(prefix, id, now + ttl) end
end

-- What clients see of a session.
local function session_fields(prefix, id)
  return redis.call('HMGET', session_key(prefix, id), 'user_id', 'metadata', 'created', 'ttl', 'expires')
end
