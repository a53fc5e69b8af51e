-- Gives a worker the right to work on a step, and an agent to do it. The attempt it gets is a fencing token: a later claim makes it worthless.
-- A step has status (pending | ready | running | awaiting_approval | completed | failed | skipped), open (dependencies that are not settled),
-- attempts (claims), failures (attempts that failed), lapses (attempts whose worker died), generation (of its kept model answers), lease (ms until
-- which its worker may be alive, 0: handed back), not_before (ms of its next attempt), iteration and feedback (rounds of review), hops (times it got
-- another agent), agent_id, agent_type, started, finished, result, error, approval (see start-task.lua), asked, expires, decision.
-- The limits of a task stand in ARGV[a .. a + 3]: lease in ms, ms that it may take, its deadline in ms or '', micro-dollars that it may cost or ''.
-- A request for a step stands in ARGV from `at`: step id, what it is to do as JSON, number of dependencies, their ids, number of agents that may do
-- it, and for each, the preferred first: id, type, steps that it may work on at a time (0: no limit).
local MAX_HOPS, BUSY_MS, LOAD_LIFE_SECONDS = 3, 250, '86400'
-- A step that has killed so many workers is given up: each took the other steps in its hands along.
local MAX_LAPSES = 10
local STEP_FIELDS = { 'status', 'attempts', 'lease', 'not_before', 'generation', 'iteration', 'feedback', 'agent_id', 'failures', 'hops', 'lapses', 'result' }

-- The position behind the request at `at`.
local function after_request(at)
  local dependencies = tonumber(ARGV[at + 2])
  return at + 4 + dependencies + 3 * tonumber(ARGV[at + 3 + dependencies])
end

-- Whether the load of an agent is worth keeping: where it has a limit, or is one of several.
local function is_load_kept(total, limit) return total > 1 or limit > 0 end

-- The agent that is to do the step, as a number from 0, and whether it failed lately; or nil and the ms when one may be free.
local function agent_for(first, total, before, failures, hops, now)
  local only, limit = ARGV[first], tonumber(ARGV[first + 2])
  if not is_load_kept(total, limit) then
    local opens, streak = unpack(redis.call('HMGET', record_key(only), 'open', 'streak'))
    if opens and tonumber(opens) > now then return nil, tonumber(opens) end
    return 0, nil, streak and streak ~= '0'
  end
  local chosen, least, soonest
  -- After so many changes it stays with whom it has, unless that one cannot be had any more.
  local stays = false
  for i = 0, total - 1 do stays = stays or (hops >= MAX_HOPS and ARGV[first + 3 * i] == before) end
  for i = 0, total - 1 do
    local agent = ARGV[first + 3 * i]
    limit = tonumber(ARGV[first + 3 * i + 2])
    if not stays or agent == before then
      redis.call('ZREMRANGEBYSCORE', load_key(agent), '-inf', number_text(now))
      local load = redis.call('ZCARD', load_key(agent))
      local done, failed, ms, cost, opens = unpack(redis.call('HMGET', record_key(agent), 'done', 'failed', 'ms', 'cost', 'open'))
      done, failed, opens = tonumber(done or 0), tonumber(failed or 0), tonumber(opens or 0)
      if opens > now then
        soonest = math.min(soonest or opens, opens)
      elseif limit > 0 and load >= limit then
        soonest = math.min(soonest or now + BUSY_MS, now + BUSY_MS)
      else
        -- Expected time to a success, with a thousandth of a dollar worth a second. An agent that failed at this step before comes last.
        local success = (done + 1) / (done + failed + 2)
        local price = (load + 1) * (tonumber(ms or 0) + tonumber(cost or 0) + 1) / success
        if agent == before and failures > 0 then price = price * 1000000 end
        -- Two candidates are compared; the others stand in for them.
        if not chosen or (i < 2 and price < least) then chosen, least = i, price end
      end
    end
    if chosen and i >= 1 then break end
  end
  return chosen, soonest or now + BUSY_MS
end

-- Returns what claim-step.lua does.
local function claim(a, at)
  local step, count = ARGV[at], tonumber(ARGV[at + 2])
  local fields = { 'status', 'started', 'waited', 'held', 'cost', 'booked', 'unbounded' }
  for i, name in ipairs(STEP_FIELDS) do fields[7 + i] = field_of(step, name) end
  for i = 1, count do fields[19 + i] = field_of(ARGV[at + 2 + i], 'result') end
  local found = redis.call('HMGET', task, unpack(fields))
  local status, started, waited, held, cost, booked, unbounded = unpack(found, 1, 7)
  local state, attempts, lease, not_before, generation, iteration, feedback, before, failures, hops, lapses, result = unpack(found, 8, 19)
  if not status then return { -1 } end
  if status ~= 'running' then return { -2, status } end
  if state ~= 'ready' and state ~= 'running' then return { -3, state or '' } end
  local now = now_ms()
  if state == 'running' and tonumber(lease or 0) > now then return { -4, lease } end
  local has_lapsed = state == 'running' and lease ~= '0'
  if has_lapsed and tonumber(lapses or 0) + 1 >= MAX_LAPSES then return { -11, attempts, before } end
  if tonumber(not_before or 0) > now then return { -7, not_before } end
  if redis.call('EXISTS', prefix .. 'paused') == 1 then return { -5 } end
  local deadline = tonumber(started) + tonumber(ARGV[a + 1]) + tonumber(waited or 0)
  -- Its network goes on, and nobody has let its clock run again yet.
  if held then deadline = deadline + now - tonumber(held) end
  if ARGV[a + 2] ~= '' then deadline = math.min(deadline, tonumber(ARGV[a + 2])) end
  if now >= deadline then return { -10 } end
  if ARGV[a + 3] ~= '' then
    if unbounded then return { -9 } end
    if tonumber(cost or 0) + tonumber(booked or 0) >= tonumber(ARGV[a + 3]) then return { -8 } end
  end
  failures, hops = tonumber(failures or 0), tonumber(hops or 0)
  local first, total = at + 4 + count, tonumber(ARGV[at + 3 + count])
  local chosen, soonest, has_failed = agent_for(first, total, before, failures, hops, now)
  if not chosen then return { -6, number_text(soonest) } end

  local agent, agent_type = ARGV[first + 3 * chosen], ARGV[first + 3 * chosen + 1]
  local attempt, ends = number_text(tonumber(attempts or 0) + 1), number_text(now + tonumber(ARGV[a]))
  local changed = {
    field_of(step, 'status'), 'running', field_of(step, 'attempts'), attempt, field_of(step, 'lease'), ends,
    field_of(step, 'agent_id'), agent, field_of(step, 'agent_type'), agent_type,
  }
  local function set(name, value)
    changed[#changed + 1] = field_of(step, name)
    changed[#changed + 1] = value
  end
  if has_lapsed then set('lapses', tonumber(lapses or 0) + 1) end
  if attempt == '1' then set('started', now_text()) end
  local details = '{"agent_id":"' .. agent .. '","agent_type":"' .. agent_type .. '","attempt":' .. attempt .. ',"task":' .. ARGV[at + 1]
  if before and before ~= agent then
    details = details .. ',"reassigned_from":"' .. before .. '"'
    set('hops', hops + 1)
    redis.call('ZREM', load_key(before), task_id .. ' ' .. step)
    redis.call('ZREM', steps_key(before), task_id .. ' ' .. step)
  end
  redis.call('HSET', task, unpack(changed))
  note_step(agent, step)
  local keeps_load = is_load_kept(total, tonumber(ARGV[first + 3 * chosen + 2]))
  if keeps_load then
    redis.call('ZREMRANGEBYSCORE', load_key(agent), '-inf', number_text(now))
    redis.call('ZADD', load_key(agent), ends, task_id .. ' ' .. step)
    redis.call('EXPIRE', load_key(agent), LOAD_LIFE_SECONDS)
  end
  append_event('step.started', step, details .. '}')
  local reply = {
    1, tonumber(attempt), chosen, number_text(deadline), tonumber(generation or 0), tonumber(iteration or 0), feedback or '', attempt ~= '1' and 1 or 0,
    feedback and result or '', failures, (keeps_load or has_failed) and 1 or 0,
  }
  for i = 1, count do reply[11 + i] = found[19 + i] or '' end
  return reply
end

-- Adds to what a change made ready the claims of whoever made the change: `replies` is {left, active, step, attempts …} from standing(), and gets a
-- claim, or false, behind each step's attempts. Requests stand in ARGV from `at`, each behind 1 where the step is quick, else 0: of those that are
-- not, only the first that is ready is claimed.
local function with_claims(change, a, at)
  if change[1] < 0 then return change end
  local requests = {}
  while at <= #ARGV do
    requests[ARGV[at + 1]] = { at + 1, ARGV[at] == '1' }
    at = after_request(at + 1)
  end
  local reply, has_slow = { change[1], change[2] }, false
  for i = 3, #change, 2 do
    local request, claimed = requests[change[i]], false
    if request and (request[2] or not has_slow) then
      has_slow = has_slow or not request[2]
      local outcome = claim(a, request[1])
      if outcome[1] == 1 then claimed = outcome end
    end
    reply[#reply + 1] = change[i]
    reply[#reply + 1] = change[i + 1]
    reply[#reply + 1] = claimed or {}
  end
  return reply
end
