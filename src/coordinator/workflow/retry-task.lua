-- Takes up a final task again: some of its steps are to be done anew, the results of the others stand.
-- KEYS[1] prefix of the network's keys
-- ARGV[1] task id   ARGV[2] run that the caller saw   ARGV[3] who asks   ARGV[4] details of task.retried as JSON
-- ARGV[5..] two a step that is done anew: id, number of its dependencies that are not settled
-- Returns {steps left, active steps, ready steps …}; {0} when the task has no plan and is queued again; {-1} when it is gone, {-2, status} when it
-- is not final or was taken up by another.
-- @include task-state.lua
local status, run = unpack(redis.call('HMGET', task, 'status', 'run'))
if not status then return { -1 } end
if not FINAL[status] or (run or '0') ~= ARGV[2] then return { -2, status } end
redis.call('HINCRBY', task, 'run', '1')
redis.call('HDEL', task, 'finished', 'error', 'result', 'parked', 'waited', 'held')
redis.call('ZREM', prefix .. 'dead-letters', task_id)
append_event('task.retried', '', ARGV[4], ARGV[3])
count_in_batch(status, -1)
keep_task(0)
if #ARGV < 5 then
  redis.call('HSET', task, 'status', 'queued')
  return { 0 }
end
local ready = {}
redis.call('HSET', task, 'status', 'running', 'started', now_text(), 'left', number_text((#ARGV - 4) / 2), 'active', '0')
append_event('task.started', '', '{}')
for i = 5, #ARGV, 2 do
  local step = ARGV[i]
  for _, name in ipairs({ 'finished', 'result', 'error', 'lease', 'not_before', 'failures', 'lapses', 'iteration', 'feedback', 'decision', 'asked', 'expires', 'hops' }) do
    redis.call('HDEL', task, field_of(step, name))
  end
  redis.call('HSET', task, field_of(step, 'status'), 'pending', field_of(step, 'open'), ARGV[i + 1])
  redis.call('HINCRBY', task, field_of(step, 'generation'), '1')
end
for i = 5, #ARGV, 2 do
  if ARGV[i + 1] == '0' then make_ready(ARGV[i], ready) end
end
return standing(ready)
