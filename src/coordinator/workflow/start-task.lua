-- Stores the plan of a task and makes its first steps ready. Running it again changes nothing and tells what is ready now.
-- KEYS[1] task   KEYS[2] events
-- ARGV[1] plan as JSON   ARGV[2] details of task.planned as JSON   ARGV[3] life in seconds
-- ARGV[4] cost of planning in micro-dollars, empty when unknown   ARGV[5..8] its input, output, cached and reasoning tokens
-- ARGV[9..] four a step: id, number of dependencies, successors (comma-separated), 1 when it needs approval, else 0
-- Returns {1, steps left, ready steps …}, or {-1} when the task is gone, {-2} when it is final.
-- @include append-event.lua
-- @include settle-step.lua
-- @include count-cost.lua
local status = redis.call('HGET', KEYS[1], 'status')
if not status then return { -1 } end
if status ~= 'queued' and status ~= 'planning' and status ~= 'running' then return { -2 } end
local ready = {}
if status == 'running' then
  local steps = cjson.decode(redis.call('HGET', KEYS[1], 'plan')).steps
  for _, step in ipairs(steps) do
    local state = redis.call('HGET', KEYS[1], 's:' .. step.stepId .. ':status')
    if state == 'ready' or state == 'running' then ready[#ready + 1] = step.stepId end
  end
else
  local left = 0
  for i = 9, #ARGV, 4 do
    local prefix = 's:' .. ARGV[i]
    redis.call('HSET', KEYS[1], prefix .. ':status', 'pending', prefix .. ':open', ARGV[i + 1], prefix .. ':successors', ARGV[i + 2], prefix .. ':approval', ARGV[i + 3])
    left = left + 1
  end
  redis.call('HSET', KEYS[1], 'plan', ARGV[1], 'left', left, 'status', 'running', 'started', now_ms())
  count_cost(KEYS[1], ARGV[4], ARGV[5], ARGV[6], ARGV[7], ARGV[8])
  append_event(KEYS[2], ARGV[3], 'task.planned', '', ARGV[2])
  append_event(KEYS[2], ARGV[3], 'task.started', '', '{}')
  for i = 9, #ARGV, 4 do
    if ARGV[i + 1] == '0' then make_ready(KEYS[1], KEYS[2], ARGV[3], ARGV[i], ready) end
  end
end
return { 1, tonumber(redis.call('HGET', KEYS[1], 'left')), unpack(ready) }
