-- Stores the result of a step, frees its successors and appends the event: all of it, or nothing. A review that asks for a revision sends the
-- step it reviews back instead, and waits for it again.
-- KEYS[1] prefix of the network's keys
-- ARGV[1] task id   ARGV[2] step id   ARGV[3] attempt (fencing token)   ARGV[4] result as JSON   ARGV[5] details of step.completed as JSON
-- ARGV[6] agent id   ARGV[7] ms that it took   ARGV[8] micro-dollars that it cost, '' when not known
-- ARGV[9] step that is to be revised, '' for none   ARGV[10] why, as text   ARGV[11] rounds of revision allowed   ARGV[12] 1 where the agent's record and load are to be kept, else 0
-- ARGV[13..16] limits of the task, see claim.lua   ARGV[17] number of successors   then the successors, and requests for those that whoever did the
-- step goes on with, see with_claims in claim.lua
-- Returns {steps left, active steps, then for each step that is ready: step, attempts, its claim or {} …}, or {-1} when the task does not run any more, {-2} when a later attempt holds the step.
-- @include task-state.lua
-- @include agent-record.lua
-- @include claim.lua
local step = ARGV[2]
local status, state, attempts = unpack(redis.call('HMGET', task, 'status', field_of(step, 'status'), field_of(step, 'attempts')))
if ARGV[12] == '1' then leave_agent(ARGV[6], step, ARGV[3], attempts) end
if status ~= 'running' then return { -1 } end
if state ~= 'running' or attempts ~= ARGV[3] then return { -2 } end
-- What an agent without rivals and failures does well changes no choice.
if ARGV[12] == '1' then note_attempt(ARGV[6], true, ARGV[7], ARGV[8]) end
local ready = {}
count_steps('active', '-1')
local reviewed = ARGV[9]
local iteration = reviewed ~= '' and tonumber(redis.call('HGET', task, field_of(reviewed, 'iteration')) or 0)
if iteration and iteration < tonumber(ARGV[11]) then
  redis.call('HSET', task, field_of(step, 'status'), 'pending', field_of(step, 'open'), 1, field_of(step, 'result'), ARGV[4])
  redis.call('HINCRBY', task, field_of(step, 'generation'), '1')
  redis.call('HSET', task, field_of(reviewed, 'iteration'), iteration + 1, field_of(reviewed, 'feedback'), ARGV[10], field_of(step, 'iteration'), iteration + 1)
  redis.call('HINCRBY', task, field_of(reviewed, 'generation'), '1')
  redis.call('HDEL', task, field_of(step, 'failures'), field_of(reviewed, 'failures'), field_of(step, 'lapses'), field_of(reviewed, 'lapses'))
  count_steps('left', '1')
  append_event('step.completed', step, ARGV[5])
  append_event('step.retrying', reviewed, cjson.encode({ reason = 'review', iteration = iteration + 1, feedback = ARGV[10] }))
  make_ready(reviewed, ready)
  return with_claims(standing(ready), 13, #ARGV + 1)
end
redis.call('HSET', task, field_of(step, 'status'), 'completed', field_of(step, 'finished'), now_text(), field_of(step, 'result'), ARGV[4])
count_steps('left', '-1')
append_event('step.completed', step, ARGV[5])
local successors = tonumber(ARGV[17])
for i = 18, 17 + successors do settle_edge(ARGV[i], ready) end
return with_claims(standing(ready), 13, 18 + successors)
