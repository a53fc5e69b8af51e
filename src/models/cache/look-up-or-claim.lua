-- Reads an answer; where there is none, gives one replica the right to ask for it. Of all replicas that call this at the same
-- time exactly one claims the flight; its lease ends by itself when its holder dies.
-- KEYS[1] answer (hash: at, answer, reading, bucket)   KEYS[2] flight (string: token of its holder, or 'alone')
-- ARGV[1] token of the caller; empty only looks   ARGV[2] lease in ms
-- Returns {'hit', answer, age in ms}, {'claimed'}, {'busy'} (another one asks), {'alone'} (the answer will not be kept: ask
-- without a claim) or {'nothing'} (only looked).
local found = redis.call('HMGET', KEYS[1], 'answer', 'at')
if found[1] then
  local time = redis.call('TIME')
  return { 'hit', found[1], time[1] * 1000 + math.floor(time[2] / 1000) - found[2] }
end
if ARGV[1] == '' then return { 'nothing' } end
if redis.call('SET', KEYS[2], ARGV[1], 'NX', 'PX', ARGV[2]) then return { 'claimed' } end
local holder = redis.call('GET', KEYS[2])
if holder == 'alone' then return { 'alone' } end
if holder == ARGV[1] then return { 'claimed' } end
return { 'busy' }
