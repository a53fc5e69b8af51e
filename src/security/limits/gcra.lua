-- Rates by GCRA in its virtual scheduling form (ITU-T I.371): one number in Redis holds the time, in µs, at which the whole quota of a minute is free
-- again. A full minute of turns may be taken at once; each comes back 1 / limit of a minute later. Included by the scripts of this folder.
local HOUR = 3600000000

local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000000 + tonumber(time[2])

-- The rate kept at `name`. `debt` is how many µs beyond its quota it may stand; a clock that was set back, or a limit that was lowered, must not
-- lock anybody out for longer than that.
local function rateAt(name, limit, whose, debt)
  -- Whole µs where they are exact enough, so that a quota of n is n turns exactly.
  local turn = 60000000 / limit
  if turn >= 60 then turn = math.floor(turn) end
  local quota = turn * limit
  local free = tonumber(redis.call('GET', name) or now)
  return { name = name, limit = limit, whose = whose, turn = turn, quota = quota, debt = debt, free = math.min(math.max(free, now), now + quota + debt) }
end

-- How long, in µs, until n turns may be taken.
local function waitFor(rate, n)
  return math.max(0, math.ceil(rate.free + n * rate.turn - (now + rate.quota)))
end

local function take(rate, n)
  rate.free = math.min(math.ceil(rate.free + n * rate.turn), now + rate.quota + rate.debt)
  redis.call('SET', rate.name, string.format('%.0f', rate.free), 'PX', math.max(1, math.ceil((rate.free - now) / 1000)))
end

-- { limit, turns left, µs until the quota is whole, µs to wait, whose, 1 if no waiting helps }
local function told(rate, wait, never)
  local left = math.max(0, math.floor((now + rate.quota - rate.free) / rate.turn))
  return { rate.limit, left, math.ceil(rate.free - now), wait, rate.whose, never and 1 or 0 }
end
