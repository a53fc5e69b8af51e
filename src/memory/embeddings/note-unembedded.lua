-- Notes memories whose vectors are to be made; those that are gone are left out.
-- KEYS[1] prefix of the network's memory keys, all of one hash tag
-- ARGV numbers of memories
-- Returns how many were not noted before.
-- @include ../index/memory-index.lua
local key, noted = prefix .. 'unembedded', 0
for _, argument in ipairs(ARGV) do
  local number = tonumber(argument)
  local record = record_of(number)
  if record then
    noted = noted + redis.call('SADD', key, number)
    keep_until((place_of(number)), record.expires)
  end
end
drop_later()
return noted
