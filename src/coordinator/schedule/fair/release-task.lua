-- Frees the slot of a task, or takes it out of those that wait, and hands out what may run now. Again for the same task it only hands out.
-- KEYS[1] prefix of the schedule's keys, all of one hash tag
-- ARGV[1] name of the task   ARGV[2] when it is to be looked after (ms): it is parked; 0: soon, -1: it has ended
-- Returns {task, priority, share} of each that may run, one after the other, at most 100 tasks.
-- @include fair-schedule.lua
local task, at = task_of(ARGV[1]), tonumber(ARGV[2])
if task then
  take_out(task)
  if at < 0 and (task.state == 'f' or task.state == 'w') then note_ended(task.tenant) end
end
if at >= 0 then
  task = task or { name = ARGV[1], priority = 1, cost = 1, deadline = 0, arrival = now_tick }
  put_task(task, 'p')
  check_at(task, at > 0 and at or now + CHECK_AFTER)
end
local released = hand_out()
save()
return released
