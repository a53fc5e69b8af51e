-- Pauses a network, or lets it go on, and tells its feed; what is so already stays as it is.
-- KEYS[1] prefix of the network's keys
-- ARGV[1] who and when as JSON to pause, '' to go on   ARGV[2] event   ARGV[3] who   ARGV[4] life of the feed in seconds
-- Returns 1 when this changed something, else 0. The key lives as long as the network is paused.
-- @include ../../networks/refuse-erased.lua
local refused = refusal_of(KEYS[1] .. 'mem:erased')
if refused then return refused end
local key, feed = KEYS[1] .. 'paused', KEYS[1] .. 'feed'
local is_paused = redis.call('EXISTS', key) == 1
if is_paused == (ARGV[1] ~= '') then return 0 end
if is_paused then redis.call('DEL', key) else redis.call('SET', key, ARGV[1]) end
local time = redis.call('TIME')
local at = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))
redis.call('XADD', feed, 'MAXLEN', '~', 10000, '*', 'event', ARGV[2], 'at', at, 'by', ARGV[3])
-- It lives as long as the last of what it tells, which may be a task that is kept for longer.
if redis.call('TTL', feed) < tonumber(ARGV[4]) then redis.call('EXPIRE', feed, ARGV[4]) end
redis.call('PUBLISH', feed, '')
return 1
