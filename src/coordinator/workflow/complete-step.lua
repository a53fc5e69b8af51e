-- Stores the result of a step, counts its cost, frees its successors and appends the event: all of it, or nothing.
-- KEYS[1] task   KEYS[2] events
-- ARGV[1] step id   ARGV[2] attempt (fencing token)   ARGV[3] result as JSON   ARGV[4] details of step.completed as JSON   ARGV[5] life in seconds
-- ARGV[6] cost in micro-dollars, empty when unknown   ARGV[7..10] input, output, cached and reasoning tokens
-- Returns {steps left, ready steps …}, or {-1} when the task does not run any more, {-2} when a later attempt holds the step.
-- @include append-event.lua
-- @include settle-step.lua
-- @include count-cost.lua
if redis.call('HGET', KEYS[1], 'status') ~= 'running' then return { -1 } end
local prefix = 's:' .. ARGV[1]
if redis.call('HGET', KEYS[1], prefix .. ':status') ~= 'running' or redis.call('HGET', KEYS[1], prefix .. ':attempts') ~= ARGV[2] then return { -2 } end
redis.call('HSET', KEYS[1], prefix .. ':status', 'completed', prefix .. ':finished', now_ms(), prefix .. ':result', ARGV[3])
count_cost(KEYS[1], ARGV[6], ARGV[7], ARGV[8], ARGV[9], ARGV[10])
append_event(KEYS[2], ARGV[5], 'step.completed', ARGV[1], ARGV[4])
local ready = {}
settle(KEYS[1], KEYS[2], ARGV[5], ARGV[1], ready)
return { tonumber(redis.call('HGET', KEYS[1], 'left')), unpack(ready) }
