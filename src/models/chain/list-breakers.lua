-- Lists the breakers that are not closed, each with the milliseconds it stays open by the clock of Redis.
-- KEYS[1] hash of breakers: name -> "<open ms> <until, epoch ms>"
-- returns name, open ms, ms left (0 or less: half-open), name, ...
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local found = redis.call('HGETALL', KEYS[1])
local list = {}
for i = 1, #found, 2 do
  local open_ms, until_ms = string.match(found[i + 1], '^(%d+) (%d+)$')
  list[#list + 1] = found[i]
  list[#list + 1] = tonumber(open_ms)
  list[#list + 1] = tonumber(until_ms) - now
end
return list
