-- Reads memories by id or by number.
-- KEYS[1] prefix of the network's memory keys, all of one hash tag
-- ARGV[1] 'id' or 'number'   ARGV[2..] ids or numbers
-- Returns for each {number, record, body, id of its successor or '', id of its predecessor or ''}, or '' where there is
-- none or the session that it belongs to has ended. Ends behind the one with which the bodies come to 4 MiB, so that Redis serves
-- others in between: there may be fewer than were asked for.
-- @include memory-index.lua
local MAX_BYTES = 4194304
local found, now, bytes = {}, now_ms(), 0
for i = 2, #ARGV do
  local number = tonumber(ARGV[1] == 'id' and redis.call('HGET', prefix .. 'ids', ARGV[i]) or ARGV[1] == 'number' and ARGV[i])
  local record = number and record_of(number)
  if record and not is_left_over(record, now) then
    local page, n = place_of(number)
    local body = redis.call('HGET', page_key('items', page), n)
    found[i - 1] = { number, bytes_of(record), body, related('successors', number), related('predecessors', number) }
    bytes = bytes + (body and #body or 0)
    if bytes >= MAX_BYTES then break end
  else
    found[i - 1] = ''
  end
end
return found
