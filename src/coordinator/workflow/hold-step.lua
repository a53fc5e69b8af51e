-- Has a step that is being worked on wait for approval: it is done again once it is approved.
-- KEYS[1] prefix of the network's keys
-- ARGV[1] task id   ARGV[2] step id   ARGV[3] attempt (fencing token)   ARGV[4] agent id
-- Returns {steps left, active steps}; {-1} when the task does not run any more, {-2} when a later attempt holds the step.
-- @include task-state.lua
-- @include agent-record.lua
local step = ARGV[2]
local status, state, attempts = unpack(redis.call('HMGET', task, 'status', field_of(step, 'status'), field_of(step, 'attempts')))
leave_agent(ARGV[4], step, ARGV[3], attempts)
if status ~= 'running' then return { -1 } end
if state ~= 'running' or attempts ~= ARGV[3] then return { -2 } end
redis.call('HSET', task, field_of(step, 'approval'), '0')
count_steps('active', '-1')
local ready = {}
make_ready(step, ready, 'tainted')
return standing(ready)
