-- Moves a task from one of several statuses to another; a task in any other status is left alone.
-- KEYS[1] prefix of the network's keys
-- ARGV[1] task id   ARGV[2] target status   ARGV[3..] statuses it may come from
-- Returns {1 or 0, status afterwards}, or {-1} when there is no such task.
-- @include task-state.lua
local status = redis.call('HGET', task, 'status')
if not status then return { -1 } end
for i = 3, #ARGV do
  if status == ARGV[i] then
    redis.call('HSET', task, 'status', ARGV[2])
    return { 1, ARGV[2] }
  end
end
return { 0, status }
