-- Reads live sessions.
-- KEYS[1] prefix of the network's memory keys, all of one hash tag
-- ARGV[1..] sessions
-- Returns for each {user, metadata, created (ms), time to live (ms), expires (ms)}, or '' where there is none that lives.
-- @include live-session.lua
local found, now = {}, now_of_redis()
for i = 1, #ARGV do
  found[i] = session_lives(KEYS[1], ARGV[i], now) and session_fields(KEYS[1], ARGV[i]) or ''
end
return found
