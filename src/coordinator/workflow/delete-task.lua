-- Removes a task with every trace of it, and tells those who watch it. What a long task has told goes first, so many events at a time: the script is
-- to be called until it says that all is gone.
-- KEYS[1] prefix of the network's keys
-- ARGV[1] task id
-- Returns 1, 0 when it was gone already, or 2 when there is more to remove.
-- @include task-state.lua
local EVENTS_AT_ONCE = 500
-- What the streams of the network and of its batch tell of it stands there at the same milliseconds as in its own.
local batch = redis.call('HGET', task, 'batch')
local function forget_in(stream, ms)
  for _, entry in ipairs(redis.call('XRANGE', stream, ms, ms)) do
    for i = 1, #entry[2], 2 do
      if entry[2][i] == 'task' and entry[2][i + 1] == task_id then redis.call('XDEL', stream, entry[1]) end
    end
  end
end
local looked_at
local all_told = redis.call('XRANGE', events, '-', '+', 'COUNT', EVENTS_AT_ONCE)
for _, told in ipairs(all_told) do
  local ms = string.match(told[1], '^%d+')
  if ms ~= looked_at then
    looked_at = ms
    forget_in(feed, ms)
    if batch then forget_in(prefix .. 'batch:' .. batch .. ':events', ms) end
  end
end
if #all_told == EVENTS_AT_ONCE then
  for _, told in ipairs(all_told) do redis.call('XDEL', events, told[1]) end
  return 2
end
for _, name in ipairs(redis.call('HKEYS', task)) do
  local step = string.match(name, '^s:(.*):asked$')
  if step then redis.call('ZREM', prefix .. 'approvals', task_id .. ' ' .. step) end
  local agent_step = string.match(name, '^s:(.*):agent_id$')
  if agent_step then
    local agent = redis.call('HGET', task, name)
    for _, list in ipairs({ 'agent-load:', 'agent-steps:' }) do redis.call('ZREM', prefix .. list .. agent, task_id .. ' ' .. agent_step) end
  end
end
if batch then redis.call('ZREM', prefix .. 'batch:' .. batch .. ':tasks', task_id) end
local removed = redis.call('DEL', task)
redis.call('DEL', events, task .. ':journal', task .. ':planning', task .. ':wording')
redis.call('ZREM', prefix .. 'tasks', task_id)
redis.call('ZREM', prefix .. 'dead-letters', task_id)
if removed == 1 then
  call_off()
  redis.call('PUBLISH', events, '')
end
return removed
