-- Records the decision on a step that waits for one. The same decision again changes nothing. A refused step has failed: its edges say what follows.
-- KEYS[1] prefix of the network's keys
-- ARGV[1] task id   ARGV[2] step id   ARGV[3] approve | reject | expire   ARGV[4] decision as JSON   ARGV[5] error of a refused step as JSON
-- ARGV[6] what follows a refusal as JSON, see after_failure in task-state.lua   ARGV[7] who decided, '' for the mesh itself
-- Returns {steps left, active steps, ready steps …}; {-1} when there is no such task or step, {-2} when it waits for no decision or was decided
-- otherwise, {-3} when the refusal ended the task, {-4} when it was decided so before.
-- @include ../workflow/task-state.lua
local step = ARGV[2]
local status, state, earlier, expires = unpack(redis.call('HMGET', task, 'status', field_of(step, 'status'), field_of(step, 'decision'), field_of(step, 'expires')))
if not state then return { -1 } end
-- Looked for and not parsed: cjson refuses half a surrogate pair, which a note may hold, and what a note quotes is escaped.
if earlier then return { string.find(earlier, '"decision":"' .. ARGV[3] .. '"', 1, true) and -4 or -2 } end
if state ~= 'awaiting_approval' or status ~= 'running' then return { -2 } end
local is_over = expires ~= '' and tonumber(expires) <= now_ms()
if (ARGV[3] == 'expire') ~= is_over then return { -2 } end
redis.call('HSET', task, field_of(step, 'decision'), ARGV[4])
redis.call('ZREM', prefix .. 'approvals', task_id .. ' ' .. step)
append_event('approval.decided', step, ARGV[4], ARGV[7])
local ready = {}
if ARGV[3] == 'approve' then
  make_ready(step, ready)
  return standing(ready)
end
redis.call('HSET', task, field_of(step, 'status'), 'failed', field_of(step, 'error'), ARGV[5], field_of(step, 'finished'), now_text())
append_event('step.failed', step, '{"error":' .. ARGV[5] .. '}', ARGV[7])
if after_failure(step, ARGV[5], cjson.decode(ARGV[6]), ready, ARGV[7]) then return { -3 } end
return standing(ready)
