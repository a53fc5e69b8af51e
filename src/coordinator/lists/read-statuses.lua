-- Reads how tasks stand, many at a time: one command a task would take ten times as long.
-- KEYS[1] prefix of the network's keys
-- ARGV[1..] task ids
-- Returns of each its status as clients see it, see shownStatus; '' for one that is gone. Changes nothing.
local found = {}
for i, id in ipairs(ARGV) do
  local status, parked = unpack(redis.call('HMGET', KEYS[1] .. 'task:' .. id, 'status', 'parked'))
  found[i] = status == 'running' and parked and 'awaiting_approval' or status or ''
end
return found
