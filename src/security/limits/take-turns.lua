-- Takes n turns of every rate that a key counts on: its own, those of the keys above it, its tenant's. All of them, or none. What the limits are is
-- read in the same call, so that one which was just put holds for this turn, and turns at the same time on any replica count exactly.
-- KEYS[1] limits of the tenant; whatever else is read lies in its slot
-- ARGV[1] prefix of the slot   ARGV[2] tenant id   ARGV[3] key id   ARGV[4] name of the limit in the tenant's hash
-- ARGV[5] its name in the record of a key   ARGV[6] the tenant's limit where it has set none, or 0   ARGV[7] n
-- Returns {} where nothing is limited, else { limit, turns left, µs until the quota is whole, µs to wait, 'key' or 'tenant', 1 if n is more than a
-- whole minute's } of the tightest rate; the turns were taken when the wait is 0.
-- @include gcra.lua
-- @include rates-of-key.lua
local n = tonumber(ARGV[7])
local rates = ratesOfKey(ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6], 0)
local rate, wait, never = tightest(rates, n)
if not rate then return {} end
if wait > 0 then return told(rate, wait, never) end
for _, each in ipairs(rates) do take(each, n) end
rate = tightest(rates, 0)
return told(rate, 0, false)
