-- Reads memories by id or by number.
-- KEYS[1] prefix of the network's memory keys, all of one hash tag
-- ARGV[1] 'id' or 'number'   ARGV[2..] ids or numbers
-- Returns for each {number, record, body, id of its successor or '', id of its predecessor or ''}, or '' where there is
-- none or the session that it belongs to has ended.
-- @include memory-index.lua
local found, now = {}, now_ms()
for i = 2, #ARGV do
  local number = tonumber(ARGV[1] == 'id' and redis.call('HGET', prefix .. 'ids', ARGV[i]) or ARGV[1] == 'number' and ARGV[i])
  local record = number and record_of(number)
  if record and not is_left_over(record, now) then
    local page, n = place_of(number)
    local body = redis.call('HGET', page_key('items', page), n)
    found[i - 1] = { number, bytes_of(record), body, related('successors', number), related('predecessors', number) }
  else
    found[i - 1] = ''
  end
end
return found
