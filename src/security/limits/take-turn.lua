-- Takes one turn of one rate.
-- KEYS[1] time at which its quota is free, in µs; expires then
-- ARGV[1] turns a minute
-- Returns { limit, turns left, µs until the quota is whole, µs to wait: 0 when the turn was taken, '', 0 }.
-- @include gcra.lua
local rate = rateAt(KEYS[1], tonumber(ARGV[1]), '', 0)
local wait = waitFor(rate, 1)
if wait == 0 then take(rate, 1) end
return told(rate, wait, false)
