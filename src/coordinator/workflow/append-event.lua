-- Appends an event to a task's stream, bounds its length and life, and wakes the readers of every replica.
-- The message on the channel is a hint only; readers always read the stream itself, so a lost hint loses nothing.
local function now_ms()
  local time = redis.call('TIME')
  return string.format('%d', time[1] * 1000 + math.floor(time[2] / 1000))
end
local function append_event(stream, life_seconds, event, step, details)
  redis.call('XADD', stream, 'MAXLEN', '~', 10000, '*', 'event', event, 'at', now_ms(), 'step', step, 'details', details)
  redis.call('EXPIRE', stream, life_seconds)
  redis.call('PUBLISH', 'mesh:task-events', stream)
end
