-- Charges n turns that have been used already to every rate that a key counts on, also where none are left: then the rate stands in debt, for an
-- hour at most. With n = 0 it only tells how they stand.
-- KEYS, ARGV as in take-turns.lua
-- Returns {} where nothing is limited, else what take-turns.lua returns; the wait is how long it takes until a turn is free again.
-- @include gcra.lua
-- @include rates-of-key.lua
local n = tonumber(ARGV[7])
local rates = ratesOfKey(ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6], HOUR)
if n > 0 then
  for _, each in ipairs(rates) do take(each, n) end
end
local rate, wait = tightest(rates, 1)
if not rate then return {} end
return told(rate, wait, false)
