-- Removes every trace of a task. A slot that it had is free; nothing is handed out.
-- KEYS[1] prefix of the schedule's keys, all of one hash tag
-- ARGV[1] name of the task
-- Returns 1, or 0 when there was none.
-- @include fair-schedule.lua
local task = task_of(ARGV[1])
if not task then return 0 end
take_out(task)
save()
return 1
