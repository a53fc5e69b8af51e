-- Stores an accepted task with its place in the network's list, all at once.
-- KEYS[1] prefix of the network's keys
-- ARGV[1] task id   ARGV[2] status: pending or queued   ARGV[3] task as JSON   ARGV[4] creation in ms   ARGV[5] life in seconds   ARGV[6] life of its
-- events   ARGV[7] key of the session it belongs to, '' for none   ARGV[8] id of its batch, '' for none   ARGV[9] its place there
-- ARGV[10..] fields that lists read, each with its value
-- Returns 1, or 0 when the task is there already, -1 when its session does not live: then it is not stored.
-- @include task-state.lua
-- @include ../../networks/refuse-erased.lua
local TAKEN_OFF = 5
local refused = refusal_of(prefix .. 'mem:erased')
if refused then return refused end
if redis.call('EXISTS', task) == 1 then return 0 end
if ARGV[7] ~= '' then
  local expires = tonumber(redis.call('HGET', ARGV[7], 'expires'))
  if not expires or expires <= now_ms() then return -1 end
end
redis.call('HSET', task, 'status', ARGV[2], 'document', ARGV[3], 'created', ARGV[4], 'life', ARGV[5], 'events_life', ARGV[6], unpack(ARGV, 10))
if ARGV[8] ~= '' then join_batch(ARGV[8], ARGV[9]) end
local kept = number_text(math.max(tonumber(ARGV[5]), UNENDED_SECONDS))
redis.call('EXPIRE', task, kept)
redis.call('ZADD', prefix .. 'tasks', ARGV[4], task_id)
keep_list('tasks', kept)
-- Each task that comes takes off some whose life is over, so that the list grows no longer than there are tasks.
local over = tonumber(ARGV[4]) - tonumber(ARGV[5]) * 1000
for _, id in ipairs(redis.call('ZRANGEBYSCORE', prefix .. 'tasks', '-inf', number_text(over), 'LIMIT', 0, TAKEN_OFF)) do
  if redis.call('EXISTS', prefix .. 'task:' .. id) == 0 then redis.call('ZREM', prefix .. 'tasks', id) end
end
return 1
