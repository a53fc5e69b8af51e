-- Hands out what may run now.
-- KEYS[1] prefix of the schedule's keys, all of one hash tag
-- Returns {task, priority, share} of each, one after the other, at most 100 tasks.
-- @include fair-schedule.lua
local released = hand_out()
save()
return released
