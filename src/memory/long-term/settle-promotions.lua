-- Strikes memories off the list of those that the database does not have as they are: unless they have changed since they were read.
-- KEYS[1] prefix of the network's memory keys, all of one hash tag
-- ARGV for each memory: id, number and version that were read, or id, -1 and -1 when there was none
-- Returns how many were struck off.
-- @include ../index/memory-index.lua
local settled = 0
for i = 1, #ARGV, 3 do
  local number = tonumber(redis.call('HGET', prefix .. 'ids', ARGV[i]))
  local record = number and record_of(number)
  local is_gone = record == nil or not number
  local is_as_read = record and number == tonumber(ARGV[i + 1]) and record.version == tonumber(ARGV[i + 2])
  if is_gone or is_as_read then settled = settled + redis.call('SREM', prefix .. 'promotions', ARGV[i]) end
end
return settled
