-- Moves a task from one of several statuses to another; a task in any other status is left alone.
-- KEYS[1] task
-- ARGV[1] target status   ARGV[2..] statuses it may come from
-- Returns {1 or 0, status afterwards}, or {-1} when there is no such task.
local status = redis.call('HGET', KEYS[1], 'status')
if not status then return { -1 } end
for i = 2, #ARGV do
  if status == ARGV[i] then
    redis.call('HSET', KEYS[1], 'status', ARGV[1])
    return { 1, ARGV[1] }
  end
end
return { 0, status }
