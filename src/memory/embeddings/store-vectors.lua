-- Keeps the vectors of memories that are still as they were when they were embedded. What has changed since stays unembedded, what is gone
-- does not.
-- KEYS[1] prefix of the network's memory keys, all of one hash tag
-- ARGV for each memory three: number, version of the record that was embedded, vector
-- Returns how many were kept.
-- @include ../index/memory-index.lua
local kept = 0
for i = 1, #ARGV, 3 do
  local number = tonumber(ARGV[i])
  local record = record_of(number)
  if not record then
    drop_vector(number)
  elseif record.version == tonumber(ARGV[i + 1]) then
    local page, n = place_of(number)
    redis.call('HSET', page_key('vectors', page), n, ARGV[i + 2])
    redis.call('SREM', prefix .. 'unembedded', number)
    put_flag(record, EMBEDDED, true)
    change_record(number, record)
    keep_until(page, record.expires)
    kept = kept + 1
  end
end
drop_later()
return kept
