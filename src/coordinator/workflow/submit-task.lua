-- Stores an accepted task with its place in the network's list, all at once.
-- KEYS[1] task   KEYS[2] index of tasks (score = creation in ms)   KEYS[3] the session it belongs to, where it belongs to one
-- ARGV[1] task id   ARGV[2] status: pending or queued   ARGV[3] task as JSON   ARGV[4] creation in ms   ARGV[5] life in seconds
-- Returns 1, or 0 when the task is there already, -1 when its session does not live: then it is not stored.
if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
if KEYS[3] then
  local time = redis.call('TIME')
  local expires = tonumber(redis.call('HGET', KEYS[3], 'expires'))
  if not expires or expires <= time[1] * 1000 + math.floor(time[2] / 1000) then return -1 end
end
redis.call('HSET', KEYS[1], 'status', ARGV[2], 'document', ARGV[3], 'created', ARGV[4])
redis.call('EXPIRE', KEYS[1], ARGV[5])
redis.call('ZADD', KEYS[2], ARGV[4], ARGV[1])
return 1
