-- Ends a task in a final status, once: the first end holds, later ones change nothing.
-- KEYS[1] prefix of the network's keys
-- ARGV[1] task id   ARGV[2] final status   ARGV[3] field to set: result or error   ARGV[4] its JSON   ARGV[5] event   ARGV[6] its details as JSON
-- ARGV[7] who ended it, '' for the mesh itself
-- Returns {1, when it was created (ms)} when this call ended it, {0, status} when it was final before or (completed only) steps are left, {-1} when it is gone.
-- @include task-state.lua
local status, left, created = unpack(redis.call('HMGET', task, 'status', 'left', 'created'))
if not status then return { -1 } end
if FINAL[status] or (ARGV[2] == 'completed' and (status ~= 'running' or left ~= '0')) then return { 0, status } end
end_task(ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6], ARGV[7])
return { 1, created }
