-- Counts a call in the tenant's ledger of the current UTC day: one hash per dimension, `<counter>:<id>` → sum. Counters:
-- n records, x failed, h cache hits, k unknown costs, i input, o output, c cached and r reasoning tokens, u micro-dollars.
-- A hash holds at most 10,000 ids, then `(others)`; it lives for 400 days.
local function count_call(ledger, ids, counters)
  local day = math.floor(tonumber(redis.call('TIME')[1]) / 86400)
  for dimension, id in pairs(ids) do
    local key = ledger .. ':' .. day .. ':' .. dimension
    if redis.call('HINCRBY', key, 'n:' .. id, 1) == 1 then
      if redis.call('HINCRBY', key, 'ids', 1) > 10000 then
        redis.call('HINCRBY', key, 'ids', -1)
        redis.call('HDEL', key, 'n:' .. id)
        id = '(others)'
        redis.call('HINCRBY', key, 'n:' .. id, 1)
      end
      redis.call('EXPIRE', key, 400 * 86400)
    end
    for counter, by in pairs(counters) do
      if by ~= '0' then redis.call('HINCRBY', key, counter .. ':' .. id, by) end
    end
  end
end
