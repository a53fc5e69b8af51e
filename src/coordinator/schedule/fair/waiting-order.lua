-- The order in which the tasks of one network are served: by level from 10 down, in a level by deadline and then, without one, by arrival.
-- A task begins at its priority and rises by a level with each AGEING of waiting; above 10 it goes before all others, by arrival.
--   …:order   zset: waiting task -> place, see place_of
--   …:ageing  zset: waiting task that can still rise -> when (ms) it does; one that is due rises at the latest when another is picked
local AGEING, TOP = 60000, 11
-- 2^49 places a level: deadlines in ticks up to the year 2109, then as many arrivals. 11 levels are less than 2^53, which a score holds exactly.
local A_LEVEL, WITHOUT_DEADLINE = 562949953421312, 281474976710656
local promotions_left = 64

local function level_at(task, moment)
  local levels = math.floor((moment - task.arrival / TICKS) / AGEING)
  return math.min(TOP, task.priority + math.max(0, levels))
end

local function place_of(task, level)
  local first = (TOP - level) * A_LEVEL
  if level == TOP then return first + task.arrival end
  return first + (task.deadline > 0 and task.deadline * TICKS or WITHOUT_DEADLINE + task.arrival)
end

local function put_in_order(task)
  local key, level = network_key(task.network), level_at(task, now)
  redis.call('ZADD', key .. ':order', number_text(place_of(task, level)), task.name)
  if level == TOP then redis.call('ZREM', key .. ':ageing', task.name)
  else
    local rises = math.floor(task.arrival / TICKS) + (level - task.priority + 1) * AGEING
    redis.call('ZADD', key .. ':ageing', number_text(rises), task.name)
  end
end

local function promote(network)
  local due = redis.call('ZRANGEBYSCORE', network_key(network) .. ':ageing', '-inf', now, 'LIMIT', 0, math.min(16, promotions_left))
  promotions_left = promotions_left - #due
  for _, name in ipairs(due) do put_in_order(task_of(name)) end
end

local function begin_to_wait(task)
  put_task(task, 'w')
  put_in_order(task)
  redis.call('ZADD', prefix .. 'waiting:' .. task.priority, number_text(task.arrival), task.name)
  if task.deadline > 0 then check_at(task, task.deadline) else redis.call('ZREM', prefix .. 'checks', task.name) end
  count_waiting(task, 1)
end

local function wait_no_longer(task)
  local key = network_key(task.network)
  redis.call('ZREM', key .. ':order', task.name)
  redis.call('ZREM', key .. ':ageing', task.name)
  redis.call('ZREM', prefix .. 'waiting:' .. task.priority, task.name)
  count_waiting(task, -1)
end
