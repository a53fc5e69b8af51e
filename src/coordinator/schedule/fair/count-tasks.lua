-- Counts tasks. Changes nothing.
-- KEYS[1] prefix of the schedule's keys, all of one hash tag
-- Returns {waiting, in flight, parked or supervised, tenants with either of the first two, ms for which the longest waiting has, tasks that ended and
-- the ms in which they did, size of the window, waiting of priority 1, 2, … 10}.
-- @include fair-schedule.lua
local parked = redis.call('HLEN', prefix .. 'tasks') - totals.waiting - totals.flying
local oldest, by_priority = now_tick, {}
for priority = 1, 10 do
  local key = prefix .. 'waiting:' .. priority
  by_priority[priority] = redis.call('ZCARD', key)
  oldest = math.min(oldest, tonumber(redis.call('ZRANGE', key, 0, 0, 'WITHSCORES')[2]) or oldest)
end
local ended, seconds = drained('')
local longest = math.floor((now_tick - oldest) / TICKS)
return { totals.waiting, totals.flying, parked, totals.tenants, longest, ended, math.floor(seconds * 1000), window_size(), unpack(by_priority) }
