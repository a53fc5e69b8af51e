-- Counts a call in the tenant's ledger of the current UTC day: one hash per dimension (model, user, network, key), of sums by id,
-- empty for calls that name none. Sums are text, `n x h k i o c r u`: records, of them failed, cache hits and of unknown cost;
-- input, output, cached and reasoning tokens; micro-dollars. (One field per id: each command here is written to the log of Redis.)
-- A hash holds at most 10,000 ids, then `(others)`; it lives for 400 days.
local SUMS = '^(%d+) (%d+) (%d+) (%d+) (%d+) (%d+) (%d+) (%d+) (%d+)$'

local function count_call(ledger, ids, sums)
  local day = math.floor(tonumber(redis.call('TIME')[1]) / 86400)
  local n, x, h, k, i, o, c, r, u = string.match(sums, SUMS)
  for dimension, id in pairs(ids) do
    local key = ledger .. ':' .. day .. ':' .. dimension
    local row = redis.call('HGET', key, id)
    if not row and redis.call('HLEN', key) >= 10000 then
      id = '(others)'
      row = redis.call('HGET', key, id)
    end
    if row then
      local n0, x0, h0, k0, i0, o0, c0, r0, u0 = string.match(row, SUMS)
      row = string.format('%d %d %d %d %d %d %d %d %d', n0 + n, x0 + x, h0 + h, k0 + k, i0 + i, o0 + o, c0 + c, r0 + r, u0 + u)
      redis.call('HSET', key, id, row)
    else
      redis.call('HSET', key, id, sums)
      redis.call('EXPIRE', key, 400 * 86400)
    end
  end
end
