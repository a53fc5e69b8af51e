-- Lets tasks into the schedule: each takes a slot at once, waits, or is refused where too many wait. One that waits or is in flight stays as it is.
-- One that was parked was let in before, and is never refused.
-- KEYS[1] prefix of the schedule's keys, all of one hash tag
-- ARGV[1] how many may wait   ARGV[2] how many of one tenant   ARGV[3] when they arrived (ms), 0: now
-- ARGV[4..] eight for each task: its name, tenant, network (`tenant network`), priority, cost, deadline (ms, 0: none), how many of its network may be
-- in flight (0: any number), weight of its tenant
-- Returns two for each task: 1 and its share (it runs), 0 and 0 (it waits), or -1 and the seconds after which to try again (it is refused).
-- @include fair-schedule.lua
local max_waiting, max_of_tenant, arrived = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])

local function refusal(task)
  if task.state == 'p' then return nil end
  local of_tenant = tenant_of(task.tenant).waiting
  if of_tenant >= max_of_tenant then return seconds_until_room(task.tenant, of_tenant, max_of_tenant) end
  if totals.waiting >= max_waiting then return seconds_until_room('', totals.waiting, max_waiting) end
end

local function enter(task, limit, weight)
  local known = task_of(task.name)
  task.state = known and known.state
  if task.state == 'w' then return 0, 0 end
  if task.state == 'f' then return 1, share_of(task.tenant, tenant_of(task.tenant).flying - 1) end
  local network = network_of(task.network)
  local waited = network.waiting > 0
  network.limit = limit
  local may_run = may_run_at_once(task, weight)
  local seconds = not may_run and refusal(task)
  if seconds then
    -- The limit may be another than before.
    settle(task.tenant, task.network, waited)
    return -1, seconds
  end
  note_tenant(task.tenant, weight)
  if may_run then
    local share = take_off(task)
    if tenant_of(task.tenant).waiting > 0 then settle(task.tenant, task.network, waited) end
    return 1, share
  end
  begin_to_wait(task)
  settle(task.tenant, task.network, waited)
  return 0, 0
end

local verdicts = {}
for at = 4, #ARGV, 8 do
  local task = {
    name = ARGV[at], tenant = ARGV[at + 1], network = ARGV[at + 2], priority = tonumber(ARGV[at + 3]), cost = tonumber(ARGV[at + 4]),
    deadline = tonumber(ARGV[at + 5]), arrival = (arrived > 0 and arrived * TICKS or now_tick) + (at - 4) / 8,
  }
  verdicts[#verdicts + 1], verdicts[#verdicts + 2] = enter(task, tonumber(ARGV[at + 6]), tonumber(ARGV[at + 7]))
end
save()
return verdicts
