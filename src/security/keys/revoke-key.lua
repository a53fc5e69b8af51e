-- Revokes a key and every key below it, in one go: none of them is admitted once this has run. What could open anything is removed; who they were
-- stays for a while, so that whoever still uses one is told why it does not hold.
-- KEYS[1] record of the key; all others begin with ARGV[1] and lie in its slot
-- ARGV[1] prefix of the slot   ARGV[2] key id   ARGV[3] new version   ARGV[4] ms for which revoked keys are remembered
-- Returns the ids of the key and of all below it, the key first: again when they were revoked before, since whoever did so may have died before it
-- could tell; -1 when there is no such key.
if redis.call('EXISTS', KEYS[1]) == 0 then return -1 end
local time = redis.call('TIME')
local nowMs = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local revoked, waiting = {}, { ARGV[2] }
while #waiting > 0 do
  local id = table.remove(waiting)
  local record = ARGV[1] .. 'api-key:' .. id
  for _, child in ipairs(redis.call('SMEMBERS', record .. ':children')) do waiting[#waiting + 1] = child end
  local state = redis.call('HMGET', record, 'keyId', 'revokedAtMs')
  if state[1] and not state[2] then
    redis.call('HSET', record, 'revokedAtMs', string.format('%.0f', nowMs), 'version', ARGV[3])
    redis.call('HDEL', record, 'previous', 'salt')
  end
  if state[1] then revoked[#revoked + 1] = id end
  redis.call('PEXPIRE', record, ARGV[4])
  redis.call('PEXPIRE', record .. ':children', ARGV[4])
end
return revoked
