-- Removes every trace of datasets.
-- KEYS[1] prefix of the network's keys
-- ARGV    ids; none: all of the network
-- Returns how many there were.
local prefix = KEYS[1]
local ids = #ARGV > 0 and ARGV or redis.call('ZRANGE', prefix .. 'datasets', 0, -1)
local removed = 0
for _, id in ipairs(ids) do
  local key = prefix .. 'dataset:' .. id
  removed = removed + redis.call('UNLINK', key)
  redis.call('UNLINK', key .. ':blocks')
  redis.call('ZREM', prefix .. 'datasets', id)
end
return removed
