-- Adds to a task what was paid for work that came to nothing: an attempt that failed, or was called off.
-- KEYS[1] task
-- ARGV[1] cost in micro-dollars, empty when unknown   ARGV[2..5] input, output, cached and reasoning tokens
-- Returns 1, or 0 when there is no such task any more.
-- @include count-cost.lua
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
count_cost(KEYS[1], ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5])
return 1
