-- Admits one request of an API key: says whose the key is and, where its record has a limit, takes one turn of its rate.
-- All in one call, so that requests at the same time on any replica count exactly, and a revoked key is refused at once.
-- The rate is GCRA in its virtual scheduling form (ITU-T I.371): one number holds the time at which the whole quota is
-- free again. A full minute of turns may be taken at once; each comes back 1 / limit of a minute later. A request that is
-- refused, or that shows another digest, takes no turn. Lua interns strings, so comparing them tells nothing by its time.
-- KEYS[1] API key   KEYS[2] time at which its quota is free, in µs; expires then
-- ARGV[1] digest of the secret that the request shows
-- Returns -1 when there is no such key, -2 when its digest is another, else {fields and values of the record, turn}; turn is
-- empty without a limit, else {limit, remaining, µs until the quota is free, µs to wait: 0 when the turn was taken}.
local record = redis.call('HGETALL', KEYS[1])
if #record == 0 then return -1 end
local digest, limit
for i = 1, #record, 2 do
  if record[i] == 'digest' then digest = record[i + 1] end
  if record[i] == 'requestsPerMinute' then limit = tonumber(record[i + 1]) end
end
if digest ~= ARGV[1] then return -2 end
if not limit then return { record, {} } end

-- Whole µs, so that a quota of n is n turns exactly.
local turn = math.max(1, math.floor(60000000 / limit))
local quota = turn * limit
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000000 + tonumber(time[2])
local free = tonumber(redis.call('GET', KEYS[2]) or now)
-- A clock that was set back, or a limit that was lowered, must not lock the key out for longer than one quota.
free = math.min(math.max(free, now), now + quota)
local wait = math.max(0, free + turn - (now + quota))
if wait == 0 then
  free = free + turn
  redis.call('SET', KEYS[2], string.format('%.0f', free), 'PX', math.ceil((free - now) / 1000))
end
return { record, { limit, math.floor((now + quota - free) / turn), free - now, wait } }
