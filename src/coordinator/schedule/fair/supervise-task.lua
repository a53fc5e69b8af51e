-- Sees to it that a task which neither waits nor is in flight is looked after. One that does stays as it is.
-- KEYS[1] prefix of the schedule's keys, all of one hash tag
-- ARGV[1] name of the task   ARGV[2] when (ms)
-- Returns 1, or 0 when it waits or is in flight.
-- @include fair-schedule.lua
local task = task_of(ARGV[1]) or { name = ARGV[1], state = 's', priority = 1, cost = 1, deadline = 0, arrival = now_tick }
if task.state == 'w' or task.state == 'f' then return 0 end
put_task(task, task.state)
check_at(task, tonumber(ARGV[2]))
return 1
