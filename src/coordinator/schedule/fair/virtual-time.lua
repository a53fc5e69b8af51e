-- Start-time fair queueing (Goyal, Vin, Cheng 1996), at two levels: tenants of the mesh, and networks of a tenant. Whoever has a task that may
-- be picked stands in `active` with the virtual time at which its next task starts; the least is picked first, and moves on by what the task
-- costs. Whoever has none stands in `left` as long as that time is yet to come, so that leaving and coming back gains nothing; then it is
-- forgotten, and comes back at the time it is.
local MESH = { active = prefix .. 'tenants', left = prefix .. 'left', clock = prefix .. 'totals' }
local FORGOTTEN_AT_ONCE = 8

local function level_of(tenant)
  local key = tenant_key(tenant)
  return { active = key .. ':networks', left = key .. ':left', clock = key }
end

local function is_active(level, who) return redis.call('ZSCORE', level.active, who) ~= false end

local function join(level, who)
  if is_active(level, who) then return end
  local finish = tonumber(redis.call('ZSCORE', level.left, who)) or 0
  redis.call('ZREM', level.left, who)
  redis.call('ZADD', level.active, math.max(read(level.clock, 'time'), finish), who)
end

local function leave(level, who)
  local start = redis.call('ZSCORE', level.active, who)
  if not start then return end
  redis.call('ZREM', level.active, who)
  redis.call('ZADD', level.left, start, who)
end

local function forget_past(level, moment)
  local past = redis.call('ZRANGEBYSCORE', level.left, '-inf', moment, 'LIMIT', 0, FORGOTTEN_AT_ONCE)
  if #past > 0 then redis.call('ZREM', level.left, unpack(past)) end
end

-- Somebody is served for `amount` of virtual time. The time it is never passes anybody who waits: one may be served before its turn.
local function charge(level, who, amount)
  local before = read(level.clock, 'time')
  local first = redis.call('ZRANGE', level.active, 0, 0, 'WITHSCORES')
  local start = tonumber(redis.call('ZSCORE', level.active, who))
  if start then
    redis.call('ZADD', level.active, start + amount, who)
  else
    start = math.max(before, tonumber(redis.call('ZSCORE', level.left, who)) or 0)
    redis.call('ZADD', level.left, start + amount, who)
  end
  local moment = math.max(before, math.min(start, tonumber(first[2]) or start))
  if moment > before then redis.call('HSET', level.clock, 'time', string.format('%.17g', moment)) end
  forget_past(level, moment)
end
