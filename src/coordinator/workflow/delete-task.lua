-- Removes a task with its events, and tells those who watch it.
-- KEYS[1] task   KEYS[2] events   KEYS[3] index of tasks
-- ARGV[1] task id
-- Returns 1, or 0 when it was gone already.
local removed = redis.call('DEL', KEYS[1])
redis.call('DEL', KEYS[2])
redis.call('ZREM', KEYS[3], ARGV[1])
if removed == 1 then redis.call('PUBLISH', 'mesh:task-events', KEYS[2]) end
return removed
