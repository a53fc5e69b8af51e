-- Says which memories of one page go with a session, ended or not; some half a millisecond for a page. What an import grouped under its name
-- does not.
-- KEYS[1] prefix of the network's memory keys, all of one hash tag
-- ARGV[1] session   ARGV[2] page
-- Returns their ids, or nothing when no memory of the network belongs to the session.
-- @include ../index/memory-index.lua
local ordinal = tonumber(redis.call('HGET', prefix .. 'sessions', ARGV[1]))
if not ordinal then return false end
local page = tonumber(ARGV[2])
local columns = redis.call('GETRANGE', page_key('columns', page), 0, -1)
-- Where the session stands in a record: behind three doubles, see RECORD.
local SESSION_AT = 24
local ids = {}
for n = 0, math.floor(#columns / SIZE) - 1 do
  if struct.unpack('>I4', columns, n * SIZE + SESSION_AT + 1) == ordinal then
    local number = page * PAGE + n
    local record = record_of(number)
    local forward = record and has(record, SESSION) and forward_of(number)
    if forward then ids[#ids + 1] = forward.id end
  end
end
return ids
