-- Records that an attempt at a step failed. It is tried again later, or has failed for good: then its edges say what follows.
-- KEYS[1] prefix of the network's keys
-- ARGV[1] task id   ARGV[2] step id   ARGV[3] attempt (fencing token)   ARGV[4] error as JSON   ARGV[5] ms until the next attempt, '' for none
-- ARGV[6] 1 when the next attempt asks models anew, else 0   ARGV[7] agent id where the failure counts against it, else ''   ARGV[8] agent id
-- ARGV[9] what follows as JSON, see after_failure in task-state.lua
-- Returns {steps left, active steps, ready steps …} after a failure for good, {-1} when the task does not run any more, {-2} when a later attempt
-- holds the step, {-3} when this failure ended the task, {-4, number of the next attempt, ms when it may begin} when it is tried again.
-- @include task-state.lua
-- @include agent-record.lua
local step = ARGV[2]
local status, state, attempts = unpack(redis.call('HMGET', task, 'status', field_of(step, 'status'), field_of(step, 'attempts')))
leave_agent(ARGV[8], step, ARGV[3], attempts)
if status ~= 'running' then return { -1 } end
if state ~= 'running' or attempts ~= ARGV[3] then return { -2 } end
if ARGV[7] ~= '' then note_attempt(ARGV[7], false) end
redis.call('HINCRBY', task, field_of(step, 'failures'), '1')
local details = '{"error":' .. ARGV[4] .. ',"attempt":' .. ARGV[3] .. '}'
if ARGV[5] ~= '' then
  local not_before = number_text(now_ms() + tonumber(ARGV[5]))
  redis.call('HSET', task, field_of(step, 'status'), 'ready', field_of(step, 'not_before'), not_before)
  if ARGV[6] == '1' then redis.call('HINCRBY', task, field_of(step, 'generation'), '1') end
  append_event('step.retrying', step, details)
  return { -4, tonumber(ARGV[3]) + 1, not_before }
end
redis.call('HSET', task, field_of(step, 'status'), 'failed', field_of(step, 'finished'), now_text(), field_of(step, 'error'), ARGV[4])
count_steps('active', '-1')
append_event('step.failed', step, details)
local ready = {}
if after_failure(step, ARGV[4], cjson.decode(ARGV[9]), ready) then return { -3 } end
return standing(ready)
