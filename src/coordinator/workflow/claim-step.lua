-- Gives a worker the right to work on a step. The number it gets is a fencing token: a later claim makes it worthless.
-- KEYS[1] task   KEYS[2] events
-- ARGV[1] step id   ARGV[2] details of step.started as JSON   ARGV[3] life in seconds   ARGV[4] agent id   ARGV[5] agent type
-- Returns the attempt (1, 2, …), or -1 when the task is gone, -2 when it does not run, -3 when the step is not to be worked on.
-- @include append-event.lua
local status = redis.call('HGET', KEYS[1], 'status')
if not status then return -1 end
if status ~= 'running' then return -2 end
local prefix = 's:' .. ARGV[1]
local state = redis.call('HGET', KEYS[1], prefix .. ':status')
if state ~= 'ready' and state ~= 'running' then return -3 end
local attempt = redis.call('HINCRBY', KEYS[1], prefix .. ':attempts', 1)
redis.call('HSET', KEYS[1], prefix .. ':status', 'running', prefix .. ':agent_id', ARGV[4], prefix .. ':agent_type', ARGV[5])
redis.call('HSETNX', KEYS[1], prefix .. ':started', now_ms())
append_event(KEYS[2], ARGV[3], 'step.started', ARGV[1], ARGV[2])
return attempt
