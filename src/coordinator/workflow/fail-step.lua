-- Records that a step failed for good and does what its policy says: fail ends the task, skip passes over everything
-- that depends on it, continue lets its successors run without its result.
-- KEYS[1] task   KEYS[2] events
-- ARGV[1] step id   ARGV[2] attempt (fencing token)   ARGV[3] error as JSON   ARGV[4] fail | skip | continue
-- ARGV[5] details of step.failed as JSON   ARGV[6] details of task.failed as JSON   ARGV[7] life in seconds
-- Returns {steps left, ready steps …}, or {-1} when the task does not run any more, {-2} when a later attempt holds the step,
-- {-3} when this failure ended the task.
-- @include append-event.lua
-- @include settle-step.lua
if redis.call('HGET', KEYS[1], 'status') ~= 'running' then return { -1 } end
local prefix = 's:' .. ARGV[1]
if redis.call('HGET', KEYS[1], prefix .. ':status') ~= 'running' or redis.call('HGET', KEYS[1], prefix .. ':attempts') ~= ARGV[2] then return { -2 } end
redis.call('HSET', KEYS[1], prefix .. ':status', 'failed', prefix .. ':finished', now_ms(), prefix .. ':error', ARGV[3])
append_event(KEYS[2], ARGV[7], 'step.failed', ARGV[1], ARGV[5])
if ARGV[4] == 'fail' then
  redis.call('HSET', KEYS[1], 'status', 'failed', 'finished', now_ms(), 'error', ARGV[3])
  append_event(KEYS[2], ARGV[7], 'task.failed', '', ARGV[6])
  return { -3 }
end
local ready = {}
if ARGV[4] == 'skip' then
  local open = { ARGV[1] }
  while #open > 0 do
    local step = table.remove(open)
    redis.call('HINCRBY', KEYS[1], 'left', -1)
    for successor in string.gmatch(redis.call('HGET', KEYS[1], 's:' .. step .. ':successors') or '', '[^,]+') do
      if redis.call('HGET', KEYS[1], 's:' .. successor .. ':status') == 'pending' then
        redis.call('HSET', KEYS[1], 's:' .. successor .. ':status', 'skipped')
        open[#open + 1] = successor
      end
    end
  end
else
  settle(KEYS[1], KEYS[2], ARGV[7], ARGV[1], ready)
end
return { tonumber(redis.call('HGET', KEYS[1], 'left')), unpack(ready) }
