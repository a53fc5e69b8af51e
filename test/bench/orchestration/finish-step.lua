-- Stores what a step of the floor gave, tells it in the run's stream and counts what may run now. A step finishes once.
-- KEYS[1] the run's hash, KEYS[2] its stream. ARGV[1] step, ARGV[2] result, ARGV[3…] the steps that wait for it.
-- Returns the steps that may run now; '!' when this was the last one.
if redis.call('HSETNX', KEYS[1], 'r:' .. ARGV[1], ARGV[2]) == 0 then
  return {}
end
redis.call('XADD', KEYS[2], 'MAXLEN', '~', 1000, '*', 'event', 'step.completed', 'step', ARGV[1])
local ready = {}
for index = 3, #ARGV do
  if redis.call('HINCRBY', KEYS[1], 'w:' .. ARGV[index], -1) == 0 then
    ready[#ready + 1] = ARGV[index]
  end
end
if redis.call('HINCRBY', KEYS[1], 'left', -1) == 0 then
  redis.call('HSET', KEYS[1], 'status', 'completed')
  redis.call('XADD', KEYS[2], 'MAXLEN', '~', 1000, '*', 'event', 'task.completed')
  redis.call('EXPIRE', KEYS[2], 3600)
  ready[#ready + 1] = '!'
end
return ready
