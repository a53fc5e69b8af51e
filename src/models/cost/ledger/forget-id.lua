-- Takes an id out of one day of a ledger: what its calls came to is counted for `(erased)`, so that the sums of the day stay.
-- KEYS[1] the day's hash of one dimension
-- ARGV[1] id
-- Returns 1 when it was there, else 0.
local SUMS = '^(%d+) (%d+) (%d+) (%d+) (%d+) (%d+) (%d+) (%d+) (%d+)$'
local row = redis.call('HGET', KEYS[1], ARGV[1])
if not row then return 0 end
local erased = redis.call('HGET', KEYS[1], '(erased)')
if erased then
  local n, x, h, k, i, o, c, r, u = string.match(row, SUMS)
  local n0, x0, h0, k0, i0, o0, c0, r0, u0 = string.match(erased, SUMS)
  row = string.format('%d %d %d %d %d %d %d %d %d', n0 + n, x0 + x, h0 + h, k0 + k, i0 + i, o0 + o, c0 + c, r0 + r, u0 + u)
end
redis.call('HSET', KEYS[1], '(erased)', row)
redis.call('HDEL', KEYS[1], ARGV[1])
return 1
