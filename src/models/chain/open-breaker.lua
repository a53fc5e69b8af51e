-- Notes that a model is left alone for a while, and lets the next trial be claimed anew.
-- Guarantees: a breaker that is open for longer already stays so; what nobody touches for an hour is forgotten.
-- KEYS[1] hash of breakers that are not closed: name -> "<open ms> <until, epoch ms>"
-- KEYS[2] the claim of the last trial of this model
-- ARGV[1] name   ARGV[2] milliseconds to stay open
-- returns 1
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local until_ms = now + tonumber(ARGV[2])
local known = redis.call('HGET', KEYS[1], ARGV[1])
if not known or tonumber(string.match(known, ' (%d+)$')) < until_ms then
  redis.call('HSET', KEYS[1], ARGV[1], string.format('%d %.0f', ARGV[2], until_ms))
end
redis.call('PEXPIRE', KEYS[1], 3600000)
redis.call('DEL', KEYS[2])
return 1
