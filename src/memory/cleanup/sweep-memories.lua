-- Removes those of some memories that have come to their end, with every trace of them; one that is kept for longer meanwhile stays.
-- KEYS[1] prefix of the network's memory keys, all of one hash tag
-- ARGV[1..] numbers
-- Returns {how many had expired, how many were left over from sessions that have ended, how many of the numbers it came to}.
-- @include ../index/memory-index.lua
local now, expired, left_over, seen = now_ms(), 0, 0, 0
while seen < #ARGV and not has_seen_enough() do
  seen = seen + 1
  local number = tonumber(ARGV[seen])
  local record = record_of(number)
  if record and is_expired(record, now) then
    remove_memory(number, record)
    expired = expired + 1
  elseif record and is_left_over(record, now) then
    remove_memory(number, record)
    left_over = left_over + 1
  end
end
return { expired, left_over, seen }
