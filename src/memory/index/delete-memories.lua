-- Removes memories and every trace of them from the index. Everything or nothing.
-- KEYS[1] prefix of the network's memory keys, all of one hash tag
-- ARGV[1..] memory ids
-- Returns how many were there.
-- @include memory-index.lua
local removed = 0
for i = 1, #ARGV do
  local number = tonumber(redis.call('HGET', prefix .. 'ids', ARGV[i]))
  local record = number and record_of(number)
  if record then
    remove_memory(number, record)
    removed = removed + 1
  end
end
return removed
