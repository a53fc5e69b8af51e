-- Ends a task in a final status, once: the first end holds, later ones change nothing.
-- KEYS[1] task   KEYS[2] events
-- ARGV[1] final status   ARGV[2] field to set: result or error   ARGV[3] its JSON   ARGV[4] event   ARGV[5] its details as JSON
-- ARGV[6] life in seconds
-- Returns {1} when this call ended it, {0, status} when it was final before or (completed only) steps are left, {-1} when it is gone.
-- @include append-event.lua
local status = redis.call('HGET', KEYS[1], 'status')
if not status then return { -1 } end
if status == 'completed' or status == 'failed' or status == 'cancelled' or status == 'expired' then return { 0, status } end
if ARGV[1] == 'completed' and (status ~= 'running' or redis.call('HGET', KEYS[1], 'left') ~= '0') then return { 0, status } end
redis.call('HSET', KEYS[1], 'status', ARGV[1], 'finished', now_ms(), ARGV[2], ARGV[3])
append_event(KEYS[2], ARGV[6], ARGV[4], '', ARGV[5])
return { 1 }
