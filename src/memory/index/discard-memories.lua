-- Removes what is left of memories that are not whole: an item without a record, or with one that cannot be one, cannot be trusted; a record
-- without an item says nothing.
-- KEYS[1] prefix of the network's memory keys, all of one hash tag
-- ARGV[1..] numbers
-- Returns {how many were not whole, how many of the numbers it came to}.
-- @include memory-index.lua
local discarded, seen = 0, 0

local function discard(number)
  local page, n = place_of(number)
  local forward = forward_of(number)
  if forward then
    remove_forward(number, forward)
    if tonumber(redis.call('HGET', prefix .. 'ids', forward.id)) == number then redis.call('HDEL', prefix .. 'ids', forward.id) end
  end
  redis.call('HDEL', page_key('forward', page), n)
  redis.call('HDEL', page_key('items', page), n)
  drop_vector(number)
  leave_chain(number)
  if redis.call('EXISTS', page_key('items', page)) == 1 then
    if record_of(number) then put_record(number, nil) end
    touch(page)
  else
    redis.call('DEL', page_key('columns', page))
    redis.call('HDEL', prefix .. 'versions', page)
    redis.call('HDEL', prefix .. 'untils', page)
  end
end

while seen < #ARGV and not has_seen_enough() do
  seen = seen + 1
  local number = tonumber(ARGV[seen])
  local page, n = place_of(number)
  local record, is_there = record_of(number), redis.call('HEXISTS', page_key('items', page), n) == 1
  local forward = redis.call('HEXISTS', page_key('forward', page), n) == 1
  local is_whole = record ~= nil and is_sound(record)
  if is_whole and not is_there then
    -- It was lost, not deleted: the database is not to forget it as well.
    put_flag(record, LONG_TERM, false)
    remove_memory(number, record)
    discarded = discarded + 1
  elseif not is_whole and (record or is_there or forward) then
    discard(number)
    discarded = discarded + 1
  end
end
return { discarded, seen }
