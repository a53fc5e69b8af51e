-- Stores the plan of a task and makes its first steps ready, once.
-- KEYS[1] prefix of the network's keys
-- ARGV[1] task id   ARGV[2] plan as JSON, '' where it is the caller's own and stands in the document   ARGV[3] details of task.planned as JSON
-- ARGV[4..7] limits of the task, see claim.lua   ARGV[8] number of steps
-- then three a step: id, number of dependencies, ms within which it must be approved: 0 for no limit, '' for no approval
-- then requests for steps that whoever starts the task goes on with, see with_claims in claim.lua
-- Returns {steps left, active steps, then for each step that is ready: step, attempts, its claim or {} …}, or {-1, status} when it does not wait to be started, {-2} when it is gone, {-3} while its network
-- is paused.
-- @include task-state.lua
-- @include agent-record.lua
-- @include claim.lua
local status = redis.call('HGET', task, 'status')
if not status then return { -2 } end
if status ~= 'queued' and status ~= 'planning' then return { -1, status } end
if redis.call('EXISTS', prefix .. 'paused') == 1 then return { -3 } end
local fields, ready = {}, {}
local last = 8 + 3 * tonumber(ARGV[8])
for i = 9, last, 3 do
  fields[#fields + 1] = field_of(ARGV[i], 'status')
  fields[#fields + 1] = 'pending'
  fields[#fields + 1] = field_of(ARGV[i], 'open')
  fields[#fields + 1] = ARGV[i + 1]
  if ARGV[i + 2] ~= '' then
    fields[#fields + 1] = field_of(ARGV[i], 'approval')
    fields[#fields + 1] = ARGV[i + 2]
  end
end
redis.call('HSET', task, 'steps', ARGV[8], 'left', ARGV[8], 'active', '0', 'status', 'running', 'started', now_text(), unpack(fields))
if ARGV[2] ~= '' then redis.call('HSET', task, 'plan', ARGV[2]) end
append_event('task.planned', '', ARGV[3])
append_event('task.started', '', '{}')
keep_task(0)
for i = 9, last, 3 do
  if ARGV[i + 1] == '0' then make_ready(ARGV[i], ready) end
end
return with_claims(standing(ready), 4, last + 1)
