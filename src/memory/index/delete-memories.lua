-- Removes memories and every trace of them from the index, each whole; those with many terms not all at once.
-- KEYS[1] prefix of the network's memory keys, all of one hash tag
-- ARGV[1..] memory ids
-- Returns {how many were there, how many of the ids it came to}.
-- @include memory-index.lua
local removed, seen = 0, 0
while seen < #ARGV and not has_seen_enough() do
  seen = seen + 1
  local number = tonumber(redis.call('HGET', prefix .. 'ids', ARGV[seen]))
  local record = number and record_of(number)
  if record then
    remove_memory(number, record)
    removed = removed + 1
  end
end
return { removed, seen }
