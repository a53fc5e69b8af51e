-- Notes that a worker is there, or that it is not any more, and measures the window.
-- KEYS[1] prefix of the schedule's keys, all of one hash tag
-- ARGV[1] worker   ARGV[2] tasks it takes at a time; -1: it has gone
-- Returns the size of the window.
-- @include fair-schedule.lua
local capacity = tonumber(ARGV[2])
if capacity < 0 then
  redis.call('ZREM', prefix .. 'workers', ARGV[1])
  redis.call('HDEL', prefix .. 'capacities', ARGV[1])
else
  redis.call('ZADD', prefix .. 'workers', now, ARGV[1])
  redis.call('HSET', prefix .. 'capacities', ARGV[1], capacity)
end
local size = measure_window()
if capacity >= 0 then keep_window() end
return size
