-- What the scripts of a task have in common. A network's tasks live under one hash tag, so one script may change all that belongs to a task:
--   task:<id>           hash: status, document, life and events_life (seconds that it and its events are kept from its end), plan, created, started, finished, steps (how many), left (steps that are not settled), active (steps that are ready or
--                       running), run (times it was retried), parked (since when only approvals are left, ms), waited (ms spent so before), held (since when its network is
--                       paused, ms), cost,
--                       unpriced, booked and unbounded (see count-cost.lua), tokens:…, result, error, batch, what lists show (task, priority, session, deadline), and s:<step>:… for each step, see claim-step.lua
--   task:<id>:events    stream of all that happened to it         feed   stream of the same over all tasks of the network, without details
--   tasks               sorted set: task ids by creation          approvals  sorted set: '<task> <step>' by expiry, inf for none
--   dead-letters        sorted set: ids of failed tasks by end    batch:<id> hash, see ../batch/batch-state.lua   paused   string: the network is paused
--   agent-load:<id>     sorted set: '<task> <step>' by the end of the lease      agent-record:<id>  hash, see agent-record.lua
--   agent-steps:<id>    sorted set: '<task> <step>' by when the agent was given it last
-- KEYS[1] prefix of the network's keys   ARGV[1] task id
local prefix, task_id = KEYS[1], ARGV[1]
local task = prefix .. 'task:' .. task_id
local events, feed = task .. ':events', prefix .. 'feed'
-- As text, as all numbers that go to Redis here: it writes others out with 17 digits, which takes longer than most commands.
local MAX_EVENTS, MAX_FEED, MAX_DEAD_LETTERS = '10000', '10000', 10000
-- Seconds that a task which has not ended is kept at least after it was last taken up.
local UNENDED_SECONDS = 2592000
-- The most that a decision may take where it has a limit; STEP_BOUNDS in check-plan.ts.
local LONGEST_APPROVAL_SECONDS = 2592000
local FINAL = { completed = true, failed = true, cancelled = true, expired = true }

local known_ms
local function now_ms()
  if not known_ms then
    local time = redis.call('TIME')
    known_ms = time[1] * 1000 + math.floor(time[2] / 1000)
  end
  return known_ms
end

local function number_text(value) return string.format('%d', value) end

local known_now
local function now_text()
  if not known_now then known_now = number_text(now_ms()) end
  return known_now
end

local function field_of(step, name) return 's:' .. step .. ':' .. name end

-- Appends to another stream what has just been told in the task's own, at the same millisecond: there whoever deletes the task finds it. Should
-- that stream be ahead because the clock went back, it is appended all the same.
local told_at
local function append_beside(stream, limit, ...)
  local added = redis.pcall('XADD', stream, 'MAXLEN', '~', limit, told_at .. '-*', ...)
  if type(added) == 'table' and added.err then redis.call('XADD', stream, 'MAXLEN', '~', limit, '*', ...) end
end

-- Appends an event to the task's stream and to the network's, and wakes the readers of every replica, once a script.
-- The message on a channel is a hint only; readers always read the stream itself, so a lost hint loses nothing.
local has_told = false
local function append_event(event, step, details, by)
  local at = now_text()
  local id = redis.call('XADD', events, 'MAXLEN', '~', MAX_EVENTS, '*', 'event', event, 'at', at, 'step', step, 'details', details, 'by', by or '')
  -- Time stands still in a script.
  if not told_at then told_at = string.match(id, '^%d+') end
  append_beside(feed, MAX_FEED, 'event', event, 'at', at, 'step', step, 'task', task_id)
  if has_told then return end
  has_told = true
  redis.call('PUBLISH', events, '')
  redis.call('PUBLISH', feed, '')
end

-- A list of the network lives as long as the last of what stands in it: what is kept for less long does not shorten its life.
local function keep_list(name, seconds)
  if redis.call('TTL', prefix .. name) < tonumber(seconds) then redis.call('EXPIRE', prefix .. name, seconds) end
end

-- Keeps a task for its life from its end on; until then for as long as one that nobody takes up may wait, and `more_seconds` in which somebody may
-- decide on it: neither it nor its events must be gone before it has ended. Returns the seconds for which it is kept.
local function keep_task(more_seconds, has_ended)
  local life, events_life = unpack(redis.call('HMGET', task, 'life', 'events_life'))
  local own = has_ended and life or number_text(math.max(tonumber(life), UNENDED_SECONDS) + more_seconds)
  for _, key in ipairs({ task, task .. ':journal' }) do redis.call('EXPIRE', key, own) end
  redis.call('EXPIRE', events, has_ended and events_life or own)
  for _, name in ipairs({ 'tasks', 'feed' }) do keep_list(name, own) end
  return own
end

-- Running attempts on every replica look whether their task has ended.
local function call_off() redis.call('PUBLISH', 'mesh:task-stops', task) end

-- The task is one of a batch from now on, which has been begun; of one that is gone nothing is made anew.
local function join_batch(id, place)
  local batch = prefix .. 'batch:' .. id
  local life = redis.call('PTTL', batch)
  if life <= 0 then return end
  redis.call('HSET', task, 'batch', id)
  redis.call('ZADD', batch .. ':tasks', place, task_id)
  redis.call('PEXPIRE', batch .. ':tasks', number_text(life))
  redis.call('HINCRBY', batch, 'open', '1')
end

-- Counts the end of a task that has just been told, or with -1 that it is open again, in the batch it came with.
local function count_in_batch(status, change)
  local id = redis.call('HGET', task, 'batch')
  if not id or redis.call('EXISTS', prefix .. 'batch:' .. id) == 0 then return end
  local batch = prefix .. 'batch:' .. id
  redis.call('HINCRBY', batch, status, change)
  local open = redis.call('HINCRBY', batch, 'open', -change)
  local at, events_key = now_text(), batch .. ':events'
  local details = cjson.encode({ status = change > 0 and status or 'queued', open = open })
  append_beside(events_key, MAX_EVENTS, 'event', 'batch.progress', 'at', at, 'task', task_id, 'details', details)
  if open == 0 and redis.call('HEXISTS', batch, 'closed') == 1 then
    redis.call('HSET', batch, 'finished', at)
    redis.call('XADD', events_key, 'MAXLEN', '~', MAX_EVENTS, '*', 'event', 'batch.completed', 'at', at, 'details', '{"open":0}')
  else
    redis.call('HDEL', batch, 'finished')
  end
  redis.call('PUBLISH', events_key, '')
end

-- Nobody is asked any more to approve steps of a task that has ended.
local function withdraw_approvals()
  for _, name in ipairs(redis.call('HKEYS', task)) do
    local step = string.match(name, '^s:(.*):asked$')
    if step then redis.call('ZREM', prefix .. 'approvals', task_id .. ' ' .. step) end
  end
end

-- Ends a task that is not final yet; `field` is result or error.
local function end_task(status, field, value, event, details, by)
  local left, active = unpack(redis.call('HMGET', task, 'left', 'active'))
  redis.call('HSET', task, 'status', status, 'finished', now_text(), field, value)
  append_event(event, '', details, by)
  if status ~= 'completed' then
    -- One that has not started may be planned just now, and one that has nothing left be put into words.
    if active ~= '0' or left == '0' then call_off() end
    if active then withdraw_approvals() end
  end
  local kept = keep_task(0, true)
  if status == 'failed' or status == 'expired' then
    redis.call('ZADD', prefix .. 'dead-letters', now_text(), task_id)
    redis.call('ZREMRANGEBYRANK', prefix .. 'dead-letters', 0, -MAX_DEAD_LETTERS - 1)
    keep_list('dead-letters', kept)
  end
  count_in_batch(status, 1)
end

-- Steps that are not settled, and those of them that are ready or running, as far as this script knows them.
local known = {}
local function count_steps(name, change)
  known[name] = redis.call('HINCRBY', task, name, change)
  return known[name]
end

local function parked_since() return tonumber(redis.call('HGET', task, 'parked')) end

-- A step that has all it needs may run, or first asks for approval, for a `reason` where its plan does not ask. What may run is added to `ready`:
-- step, attempts so far.
local function make_ready(step, ready, reason)
  local approval, decision, attempts = unpack(redis.call('HMGET', task, field_of(step, 'approval'), field_of(step, 'decision'), field_of(step, 'attempts')))
  if approval and not decision then
    local life = tonumber(approval)
    local expires = life > 0 and number_text(now_ms() + life) or ''
    redis.call('HSET', task, field_of(step, 'status'), 'awaiting_approval', field_of(step, 'asked'), now_text(), field_of(step, 'expires'), expires)
    redis.call('ZADD', prefix .. 'approvals', expires == '' and '+inf' or expires, task_id .. ' ' .. step)
    local details = reason and '{"reason":"' .. reason .. '"}' or '{}'
    append_event('approval.requested', step, expires == '' and details or '{"expires_at_ms":' .. expires .. '}')
    keep_list('approvals', keep_task(LONGEST_APPROVAL_SECONDS))
    return
  end
  redis.call('HSET', task, field_of(step, 'status'), 'ready')
  if count_steps('active', '1') == 1 then
    local since, held = unpack(redis.call('HMGET', task, 'parked', 'held'))
    if since then
      -- Where the clock was stopped before, it goes on from then.
      if not held then redis.call('HINCRBY', task, 'waited', number_text(now_ms() - tonumber(since))) end
      redis.call('HDEL', task, 'parked')
    end
  end
  ready[#ready + 1] = step
  ready[#ready + 1] = attempts or 0
end

-- One of the dependencies of `successor` is settled.
local function settle_edge(successor, ready)
  local open = redis.call('HINCRBY', task, field_of(successor, 'open'), '-1')
  if open == 0 and redis.call('HGET', task, field_of(successor, 'status')) == 'pending' then make_ready(successor, ready) end
end

-- What a change leaves: {steps that are not settled, steps that are ready or running, steps that have just become ready, each with its attempts …}. A task in which
-- only approvals are left is parked: that time does not count against its limit.
local function standing(ready)
  local left = known.left or tonumber(redis.call('HGET', task, 'left'))
  local active = known.active or tonumber(redis.call('HGET', task, 'active'))
  if active == 0 and left ~= 0 and not parked_since() then redis.call('HSET', task, 'parked', now_text()) end
  return { left, active, unpack(ready) }
end

-- Passes over `step` and what cannot run without it, because `failed` did. `edges`: step -> list of {successor, fail | skip | continue}.
local function skip_from(step, failed, edges, ready)
  local open = { step }
  while #open > 0 do
    local skipped = table.remove(open)
    count_steps('left', '-1')
    append_event('step.skipped', skipped, '{"because":"' .. failed .. '"}')
    for _, edge in ipairs(edges[skipped] or {}) do
      if edge[2] == 'continue' then
        settle_edge(edge[1], ready)
      elseif redis.call('HGET', task, field_of(edge[1], 'status')) == 'pending' then
        redis.call('HSET', task, field_of(edge[1], 'status'), 'skipped')
        open[#open + 1] = edge[1]
      end
    end
  end
end

-- What follows when a step has failed for good: as its edges say, or as `own` says where nothing depends on it. `policy` is
-- {own = fail | skip | continue, edges = as in skip_from}. Returns true when it ended the task.
local function after_failure(step, error_json, policy, ready, by)
  local edges = policy.edges[step] or {}
  local fails = #edges == 0 and policy.own == 'fail'
  for _, edge in ipairs(edges) do fails = fails or edge[2] == 'fail' end
  if fails then
    end_task('failed', 'error', error_json, 'task.failed', '{"error":' .. error_json .. '}', by)
    return true
  end
  count_steps('left', '-1')
  for _, edge in ipairs(edges) do
    if edge[2] == 'continue' then
      settle_edge(edge[1], ready)
    elseif redis.call('HGET', task, field_of(edge[1], 'status')) == 'pending' then
      redis.call('HSET', task, field_of(edge[1], 'status'), 'skipped')
      skip_from(edge[1], step, policy.edges, ready)
    end
  end
  return false
end
