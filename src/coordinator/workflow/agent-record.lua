-- How an agent has done, kept over all replicas: agent-record:<id> is a hash of done and failed (each halved at 1,000 together, so that the past
-- fades), ms and cost (moving averages, milliseconds and micro-dollars), streak (failures in a row) and open (ms until which its breaker is open).
local FADE_AT, SMOOTHING, RECORD_LIFE_SECONDS = 1000, 0.2, '2592000'
local MAX_STREAK, OPEN_MS, MAX_OPEN_MS = 5, 10000, 300000

local function record_key(agent) return prefix .. 'agent-record:' .. agent end
local function load_key(agent) return prefix .. 'agent-load:' .. agent end
local function steps_key(agent) return prefix .. 'agent-steps:' .. agent end

-- The steps that an agent was given last are kept with it: the latest 200.
local function note_step(agent, step)
  redis.call('ZADD', steps_key(agent), now_text(), task_id .. ' ' .. step)
  redis.call('ZREMRANGEBYRANK', steps_key(agent), '0', '-201')
  redis.call('EXPIRE', steps_key(agent), RECORD_LIFE_SECONDS)
end

-- Notes one attempt of an agent; `cost` is '' where the price is not known.
local function note_attempt(agent, succeeded, ms, cost)
  local key = record_key(agent)
  local done, failed, mean_ms, mean_cost, streak = unpack(redis.call('HMGET', key, 'done', 'failed', 'ms', 'cost', 'streak'))
  done, failed, streak = tonumber(done or 0), tonumber(failed or 0), tonumber(streak or 0)
  if done + failed >= FADE_AT then done, failed = done / 2, failed / 2 end
  local function mean(before, value) return before and before + (value - before) * SMOOTHING or value end
  if succeeded then
    local costs = cost == '' and mean_cost or mean(tonumber(mean_cost), tonumber(cost))
    redis.call('HSET', key, 'done', done + 1, 'failed', failed, 'ms', mean(tonumber(mean_ms), tonumber(ms)), 'cost', costs or 0, 'streak', 0)
    if streak >= MAX_STREAK then redis.call('HDEL', key, 'open') end
  else
    redis.call('HSET', key, 'done', done, 'failed', failed + 1, 'streak', streak + 1)
    if streak + 1 >= MAX_STREAK then
      local pause = math.min(MAX_OPEN_MS, OPEN_MS * 2 ^ (streak + 1 - MAX_STREAK))
      redis.call('HSET', key, 'open', number_text(now_ms() + pause))
    end
  end
  if done + failed < 1 then redis.call('EXPIRE', key, RECORD_LIFE_SECONDS) end
end

-- The latest attempt at a step is over: its agent has a step less. What an earlier attempt says changes nothing.
local function leave_agent(agent, step, attempt, latest)
  if attempt == latest then redis.call('ZREM', load_key(agent), task_id .. ' ' .. step) end
end
