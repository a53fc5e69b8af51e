-- Removes a task with every trace of it, and tells those who watch it.
-- KEYS[1] prefix of the network's keys
-- ARGV[1] task id
-- Returns 1, or 0 when it was gone already.
-- @include task-state.lua
local plan_steps = redis.call('HKEYS', task)
for _, name in ipairs(plan_steps) do
  local step = string.match(name, '^s:(.*):asked$')
  if step then redis.call('ZREM', prefix .. 'approvals', task_id .. ' ' .. step) end
  local agent_step = string.match(name, '^s:(.*):agent_id$')
  if agent_step then redis.call('ZREM', prefix .. 'agent-load:' .. redis.call('HGET', task, name), task_id .. ' ' .. agent_step) end
end
local batch = redis.call('HGET', task, 'batch')
if batch then redis.call('ZREM', prefix .. 'batch:' .. batch .. ':tasks', task_id) end
local removed = redis.call('DEL', task)
redis.call('DEL', events, task .. ':journal')
redis.call('ZREM', prefix .. 'tasks', task_id)
redis.call('ZREM', prefix .. 'dead-letters', task_id)
if removed == 1 then
  call_off()
  redis.call('PUBLISH', events, '')
end
return removed
