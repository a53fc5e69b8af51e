-- Gives a worker the right to work on a step, and an agent to do it. The attempt it gets is a fencing token: a later claim makes it worthless.
-- A step has status (pending | ready | running | awaiting_approval | completed | failed | skipped), open (dependencies that are not settled),
-- attempts (claims), failures (attempts that failed), generation (of its kept model answers), lease (ms until which its worker may be alive),
-- not_before (ms of its next attempt), iteration and feedback (rounds of review), hops (times it got another agent), agent_id, agent_type,
-- started, finished, result, error, approval (see start-task.lua), asked, expires, decision.
-- KEYS[1] prefix of the network's keys
-- ARGV[1] task id   ARGV[2] step id   ARGV[3] what it is to do, as JSON   ARGV[4] lease in ms   ARGV[5] ms that the task may take   ARGV[6] its deadline in ms, '' for none
-- ARGV[7] micro-dollars that it may cost, '' for no limit   ARGV[8] number of dependencies   then their ids
-- then for each agent that may do it, the preferred first: id, type, steps that it may work on at a time (0: no limit)
-- Returns {1, attempt, number of the agent from 0, deadline in ms, generation, iteration, feedback or '', 1 when answers may be kept else 0,
-- own result or '', attempts that failed, results of the dependencies or '' …}, or
--   {-1} gone   {-2, status} the task does not run   {-3, status} the step is not to be worked on   {-4, ms} held by another until then
--   {-5} the network is paused   {-6, ms} every agent is busy or fails: try again then   {-7, ms} too early   {-8} the cost is reached
--   {-9} the cost is not known   {-10} the deadline has passed
-- @include task-state.lua
-- @include agent-record.lua
local step = ARGV[2]
local function f(name) return field_of(step, name) end
local MAX_HOPS, BUSY_MS, LOAD_LIFE_SECONDS = 3, 250, 86400
local fields = {
  'status', 'started', 'waited', 'cost', 'unpriced', f('status'), f('attempts'), f('lease'), f('not_before'), f('generation'), f('iteration'),
  f('feedback'), f('agent_id'), f('failures'), f('hops'), f('result'),
}
local count = tonumber(ARGV[8])
for i = 1, count do fields[16 + i] = field_of(ARGV[8 + i], 'result') end
local found = redis.call('HMGET', task, unpack(fields))
local status, state = found[1], found[6]
if not status then return { -1 } end
if status ~= 'running' then return { -2, status } end
if state ~= 'ready' and state ~= 'running' then return { -3, state or '' } end
local now = now_ms()
local lease, not_before = tonumber(found[8] or 0), tonumber(found[9] or 0)
if state == 'running' and lease > now then return { -4, number_text(lease) } end
if not_before > now then return { -7, number_text(not_before) } end
if redis.call('EXISTS', prefix .. 'paused') == 1 then return { -5 } end
local deadline = tonumber(found[2]) + tonumber(ARGV[5]) + tonumber(found[3] or 0)
if ARGV[6] ~= '' then deadline = math.min(deadline, tonumber(ARGV[6])) end
if now >= deadline then return { -10 } end
if ARGV[7] ~= '' then
  if found[5] then return { -9 } end
  if tonumber(found[4] or 0) >= tonumber(ARGV[7]) then return { -8 } end
end

local first, before, hops = 9 + count, found[13], tonumber(found[15] or 0)
local total = (#ARGV - first + 1) / 3
local member = task_id .. ' ' .. step
local chosen, least, soonest
local stays = before and hops >= MAX_HOPS
for i = 0, total - 1 do
  local agent, limit = ARGV[first + 3 * i], tonumber(ARGV[first + 3 * i + 2])
  if not stays or agent == before then
    if total == 1 and limit == 0 then
      chosen = tonumber(redis.call('HGET', record_key(agent), 'open') or 0) <= now and 0 or nil
      if not chosen then soonest = tonumber(redis.call('HGET', record_key(agent), 'open')) end
    else
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
        if agent == before and tonumber(found[14] or 0) > 0 then price = price * 1000000 end
        -- Two candidates are compared; the others stand in for them.
        if not chosen or (i < 2 and price < least) then chosen, least = i, price end
      end
    end
  end
  if chosen and i >= 1 then break end
end
if not chosen then return { -6, number_text(soonest or now + BUSY_MS) } end

local agent, agent_type = ARGV[first + 3 * chosen], ARGV[first + 3 * chosen + 1]
local attempt = tonumber(found[7] or 0) + 1
local changed = { f('status'), 'running', f('attempts'), attempt, f('lease'), number_text(now + tonumber(ARGV[4])), f('agent_id'), agent, f('agent_type'), agent_type }
if attempt == 1 then
  changed[#changed + 1] = f('started')
  changed[#changed + 1] = number_text(now)
end
local details = '{"agent_id":"' .. agent .. '","agent_type":"' .. agent_type .. '","attempt":' .. attempt .. ',"task":' .. ARGV[3]
if before and before ~= agent then
  details = details .. ',"reassigned_from":"' .. before .. '"'
  changed[#changed + 1] = f('hops')
  changed[#changed + 1] = hops + 1
  redis.call('ZREM', load_key(before), member)
end
redis.call('HSET', task, unpack(changed))
redis.call('ZADD', load_key(agent), number_text(now + tonumber(ARGV[4])), member)
redis.call('EXPIRE', load_key(agent), LOAD_LIFE_SECONDS)
append_event('step.started', step, details .. '}')
local reply = {
  1, attempt, chosen, number_text(deadline), tonumber(found[10] or 0), tonumber(found[11] or 0), found[12] or '', attempt > 1 and 1 or 0,
  found[12] and found[16] or '', tonumber(found[14] or 0),
}
for i = 1, count do reply[10 + i] = found[16 + i] or '' end
return reply
