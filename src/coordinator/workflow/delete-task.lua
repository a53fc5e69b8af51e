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
-- What the streams of the network and of its batch tell of it stands there at the same milliseconds as in its own.
local batch = redis.call('HGET', task, 'batch')
if batch then redis.call('ZREM', prefix .. 'batch:' .. batch .. ':tasks', task_id) end
local function forget_in(stream, ms)
  for _, entry in ipairs(redis.call('XRANGE', stream, ms, ms)) do
    for i = 1, #entry[2], 2 do
      if entry[2][i] == 'task' and entry[2][i + 1] == task_id then redis.call('XDEL', stream, entry[1]) end
    end
  end
end
local looked_at
for _, told in ipairs(redis.call('XRANGE', events, '-', '+')) do
  local ms = string.match(told[1], '^%d+')
  if ms ~= looked_at then
    looked_at = ms
    forget_in(feed, ms)
    if batch then forget_in(prefix .. 'batch:' .. batch .. ':events', ms) end
  end
end
local removed = redis.call('DEL', task)
redis.call('DEL', events, task .. ':journal')
redis.call('ZREM', prefix .. 'tasks', task_id)
redis.call('ZREM', prefix .. 'dead-letters', task_id)
if removed == 1 then
  call_off()
  redis.call('PUBLISH', events, '')
end
return removed
