-- Start-time fair queueing (Goyal, Vin, Cheng 1996), at two levels: tenants of the mesh, and networks of a tenant. Whoever has a task that may
-- be picked stands in `active` with the virtual time at which its next task starts; the least is picked first, and moves on by what the task
-- costs. Whoever has none stands in `left` as long as that time is yet to come, so that leaving and coming back gains nothing; then it is
-- forgotten, and comes back at the time it is. A task that never waited costs nothing.
local MESH = { active = prefix .. 'tenants', left = prefix .. 'left', clock = totals }
local FORGOTTEN_AT_ONCE = 8
-- Who is served before its turn owes for at most so many such tasks.
local DEBT = 16

local function level_of(tenant)
  local key = tenant_key(tenant)
  return { active = key .. ':networks', left = key .. ':left', clock = tenant_of(tenant) }
end

local function is_anybody_active(level) return totals.waiting > 0 and redis.call('EXISTS', level.active) == 1 end

local function join(level, who)
  if redis.call('ZSCORE', level.active, who) then return end
  local finish = tonumber(redis.call('ZSCORE', level.left, who)) or 0
  redis.call('ZREM', level.left, who)
  redis.call('ZADD', level.active, math.max(level.clock.time, finish) + BEHIND, who)
end

local function leave(level, who)
  local start = redis.call('ZSCORE', level.active, who)
  if not start then return end
  redis.call('ZREM', level.active, who)
  redis.call('ZADD', level.left, start, who)
end

-- Somebody active is served for `amount` of virtual time. It is as late as the first of those that wait, and never goes back.
local function charge(level, who, amount)
  local first = redis.call('ZRANGE', level.active, 0, 0, 'WITHSCORES')
  local start = first[1] == who and first[2] or redis.call('ZSCORE', level.active, who)
  redis.call('ZADD', level.active, math.min(start + amount, first[2] + DEBT * amount), who)
  level.clock.time = math.max(level.clock.time, tonumber(first[2]))
  local past = redis.call('ZRANGEBYSCORE', level.left, '-inf', level.clock.time, 'LIMIT', 0, FORGOTTEN_AT_ONCE)
  if #past > 0 then redis.call('ZREM', level.left, unpack(past)) end
end
