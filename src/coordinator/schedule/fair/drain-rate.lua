-- How fast tasks end, over the last 50 to 60 seconds; or since the first that ended in them.
local SLICE, SLICES = 10000, 6

local function note_ended(tenant)
  local key = prefix .. 'drained:' .. math.floor(now / SLICE)
  redis.call('HINCRBY', key, tenant, '1')
  if redis.call('HINCRBY', key, '', '1') == 1 then redis.call('PEXPIRE', key, SLICE * SLICES) end
end

-- Tasks that ended, and the seconds in which they did; `whose` is a tenant, or '' for all.
local function drained(whose)
  local slice = math.floor(now / SLICE)
  local ended, first = 0, slice - SLICES + 1
  for back = SLICES - 1, 0, -1 do
    local of_slice = tonumber(redis.call('HGET', prefix .. 'drained:' .. (slice - back), whose)) or 0
    if ended == 0 and of_slice > 0 then first = slice - back end
    ended = ended + of_slice
  end
  return ended, math.max(1, (now - first * SLICE) / 1000)
end

-- Seconds (1 to 300) until there is room again: for one task and, of a large limit, a hundredth, or all who are told so come back at once.
-- Where nothing ended it counts as if one task had.
local function seconds_until_room(whose, waiting, limit)
  local ended, seconds = drained(whose)
  local room = math.max(waiting - limit + 1, math.floor(limit / 100), 1)
  return math.max(1, math.min(300, math.ceil(room * seconds / math.max(ended, 1))))
end
