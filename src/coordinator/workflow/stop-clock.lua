-- Stops the clock of a task whose network is paused, or lets it run again: that time does not count against its limit. While only approvals are
-- left the clock stands anyway.
-- KEYS[1] prefix of the network's keys
-- ARGV[1] task id   ARGV[2] 1: stop, 0: go on
-- Returns 1 when this changed something, else 0.
-- @include task-state.lua
local status, held, parked = unpack(redis.call('HMGET', task, 'status', 'held', 'parked'))
if ARGV[2] == '1' then
  if status ~= 'running' or held or parked then return 0 end
  redis.call('HSET', task, 'held', now_text())
  return 1
end
if not held then return 0 end
redis.call('HINCRBY', task, 'waited', number_text((tonumber(parked) or now_ms()) - tonumber(held)))
redis.call('HDEL', task, 'held')
return 1
