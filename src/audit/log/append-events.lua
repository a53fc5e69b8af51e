-- Appends a batch of records to the log of a tenant if nobody has appended since its writer looked: all of them or none.
-- KEYS[1] head   KEYS[2] stream of the day   KEYS[3] columns of the day   KEYS[4] open operations   KEYS[5] days
-- ARGV[1] sequence and ARGV[2] link of the head that the batch is chained to ('0' and '' for none)
-- ARGV[3] day   ARGV[4] sequence and ARGV[5] link of the last record   ARGV[6] ms since 1970 at which the day is thrown away at the latest
-- ARGV[7] columns of the batch; then of each record: sealed event, link, mark, id of the open operation that it ends or ''
-- Returns 1, or { sequence, link, day } of the head as it is.
local head = redis.call('HMGET', KEYS[1], 'sequence', 'link', 'day')
local sequence, link, day = head[1] or '0', head[2] or '', head[3] or ''
if sequence ~= ARGV[1] or link ~= ARGV[2] or day > ARGV[3] then return { sequence, link, day } end
local at = tonumber(sequence)
for i = 8, #ARGV, 4 do
  at = at + 1
  redis.call('XADD', KEYS[2], string.format('%.0f-0', at), 'e', ARGV[i], 'h', ARGV[i + 1], 'm', ARGV[i + 2])
  if ARGV[i + 3] ~= '' then redis.call('HDEL', KEYS[4], ARGV[i + 3]) end
end
redis.call('APPEND', KEYS[3], ARGV[7])
if day ~= ARGV[3] then
  redis.call('ZADD', KEYS[5], tonumber(sequence) + 1, ARGV[3])
end
redis.call('PEXPIREAT', KEYS[2], ARGV[6])
redis.call('PEXPIREAT', KEYS[3], ARGV[6])
redis.call('HSET', KEYS[1], 'sequence', ARGV[4], 'link', ARGV[5], 'day', ARGV[3])
return 1
