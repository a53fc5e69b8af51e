-- Tells the readers of a task that a step will be tried again.
-- KEYS[1] task   KEYS[2] events
-- ARGV[1] step id   ARGV[2] attempt (fencing token)   ARGV[3] details of step.retrying as JSON   ARGV[4] life in seconds
-- Returns 1, or -1 when the task does not run any more or a later attempt holds the step.
-- @include append-event.lua
if redis.call('HGET', KEYS[1], 'status') ~= 'running' then return -1 end
if redis.call('HGET', KEYS[1], 's:' .. ARGV[1] .. ':attempts') ~= ARGV[2] then return -1 end
append_event(KEYS[2], ARGV[4], 'step.retrying', ARGV[1], ARGV[3])
return 1
