-- Takes steps off the list of those that wait for a decision which do not, because their task ended or is gone.
-- KEYS[1] prefix of the network's keys
-- ARGV[1..] entries: '<task> <step>'
-- Returns how many were taken off.
local list, count = KEYS[1] .. 'approvals', 0
for _, entry in ipairs(ARGV) do
  local task, step = string.match(entry, '^(%S+) (%S+)$')
  local states = redis.call('HMGET', KEYS[1] .. 'task:' .. task, 'status', 's:' .. step .. ':status')
  if states[1] ~= 'running' or states[2] ~= 'awaiting_approval' then count = count + redis.call('ZREM', list, entry) end
end
return count
