-- Changes a memory, unless somebody else has changed it since it was read. Everything or nothing.
-- KEYS[1] prefix of the network's memory keys, all of one hash tag
-- ARGV[1] memory id   ARGV[2] version that was read   ARGV[3] body   ARGV[4] importance   ARGV[5] confidence   ARGV[6] length
-- ARGV[7] expires (ms, 0: never)   ARGV[8] digest   ARGV[9] bands   ARGV[10] guards   ARGV[11] terms   ARGV[12] a byte for the weighted
-- frequency of each term   ARGV[13] actor or ''   ARGV[14] language (number)   ARGV[15] flags
-- ARGV[16] 1 when vectors are made, else 0   ARGV[17] 1 when nothing changes of which what finds it is made, else 0: then that stays
-- Returns its record, -1 when there is none, -2 when it is not as it was read.
-- @include memory-index.lua
local number = tonumber(redis.call('HGET', prefix .. 'ids', ARGV[1]))
local record = number and record_of(number)
if not record then return -1 end
if record.version ~= tonumber(ARGV[2]) then return -2 end

local page, n = place_of(number)
local forward = forward_of(number)
local says_the_same, is_embedded = forward ~= nil and forward.digest == ARGV[8], has(record, EMBEDDED)
-- What an earlier version of us wrote may differ all the same.
local is_found_alike = ARGV[17] == '1' and says_the_same and forward.bands == ARGV[9] and forward.guards == ARGV[10] and forward.terms == ARGV[11]
if not is_found_alike then
  if forward then remove_forward(number, forward) end
  put_forward(number, ARGV[1], ARGV[8], ARGV[9], ARGV[10], ARGV[11], ARGV[12])
end
redis.call('HSET', page_key('items', page), n, ARGV[3])
redis.call('HINCRBY', prefix .. 'meta', 'length', tonumber(ARGV[6]) - record.length)
record.importance, record.confidence, record.length, record.expires = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7])
-- The new one first: it may be the same, whose name must not go in between.
local actor = use_ordinal('actors', ARGV[13])
leave_ordinal('actors', record.actor)
record.actor, record.language, record.flags = actor, tonumber(ARGV[14]), tonumber(ARGV[15])
if not says_the_same then
  drop_vector(number)
  if ARGV[16] == '1' then redis.call('SADD', prefix .. 'unembedded', number) end
elseif is_embedded then
  put_flag(record, EMBEDDED, true)
end
if has(record, LONG_TERM) then promote(ARGV[1]) end
change_record(number, record)
keep_until(page, record.expires)
drop_later()
return bytes_of(record)
