-- Removes a session that is over, once what it owned is gone. One that lives, begun under the same name, stays.
-- KEYS[1] prefix of the network's memory keys, all of one hash tag
-- ARGV[1] session
-- Returns 1 when it was removed, else 0.
-- @include live-session.lua
local key = session_key(KEYS[1], ARGV[1])
if redis.call('HEXISTS', key, 'over') == 0 then return 0 end
redis.call('DEL', key, key .. ':owned')
redis.call('ZREM', KEYS[1] .. 'session-due', ARGV[1])
return 1
