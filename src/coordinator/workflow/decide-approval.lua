-- Records the decision on a step that waits for one. The same decision again changes nothing.
-- KEYS[1] task   KEYS[2] events
-- ARGV[1] step id   ARGV[2] approve | reject   ARGV[3] decision as JSON   ARGV[4] error of a rejected step as JSON
-- ARGV[5] details of step.failed and task.failed as JSON   ARGV[6] life in seconds
-- Returns {1, ready step} after an approval, {1} after a rejection, {0} when it was decided so before,
-- or {-1} when there is no such step, {-2} when it waits for no decision.
-- @include append-event.lua
local prefix = 's:' .. ARGV[1]
local state = redis.call('HGET', KEYS[1], prefix .. ':status')
if not state then return { -1 } end
local earlier = redis.call('HGET', KEYS[1], prefix .. ':decision')
if earlier then
  if cjson.decode(earlier).decision == ARGV[2] then return { 0 } end
  return { -2 }
end
if state ~= 'awaiting_approval' or redis.call('HGET', KEYS[1], 'status') ~= 'running' then return { -2 } end
redis.call('HSET', KEYS[1], prefix .. ':decision', ARGV[3])
if ARGV[2] == 'approve' then
  redis.call('HSET', KEYS[1], prefix .. ':status', 'ready')
  return { 1, ARGV[1] }
end
redis.call('HSET', KEYS[1], prefix .. ':status', 'failed', prefix .. ':error', ARGV[4], prefix .. ':finished', now_ms())
redis.call('HSET', KEYS[1], 'status', 'failed', 'error', ARGV[4], 'finished', now_ms())
append_event(KEYS[2], ARGV[6], 'step.failed', ARGV[1], ARGV[5])
append_event(KEYS[2], ARGV[6], 'task.failed', '', ARGV[5])
return { 1 }
