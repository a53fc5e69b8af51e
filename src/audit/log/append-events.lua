-- Appends a batch of records to the log of a tenant, all or nothing, if the log still ends where the batch was chained to. Each operation
-- that was noted as begun is done with it. A batch that is there already, because its answer was lost, is not written twice.
-- KEYS[1] head (hash: s, l, d, v)   KEYS[2] stream of the day   KEYS[3] columns of the day   KEYS[4] open operations   KEYS[5] days
-- ARGV[1] sequence and ARGV[2] link that the batch is chained to   ARGV[3] day   ARGV[4] when stream and columns are gone at the latest (Unix ms)
-- ARGV[5] links, 32 bytes a record   ARGV[6] marks, 16 bytes a record   ARGV[7] rows of the columns   ARGV[8…] the sealed records
-- Returns {1, times a person was forgotten} when the batch is stored; else {0, the same, sequence, link or '', day or ''} where the log ends.
local head = redis.call('HMGET', KEYS[1], 's', 'l', 'd', 'v')
local sequence, forgotten = tonumber(head[1] or 0), tonumber(head[4] or 0)
local links, marks, count = ARGV[5], ARGV[6], #ARGV - 7
if sequence ~= tonumber(ARGV[1]) or (head[2] and head[2] ~= ARGV[2]) or (head[3] and head[3] > ARGV[3]) then
  local last = string.format('%.0f-0', tonumber(ARGV[1]) + count)
  local own = redis.call('XRANGE', KEYS[2], last, last)[1]
  if own then
    for i = 1, #own[2], 2 do
      if own[2][i] == 'h' and own[2][i + 1] == string.sub(links, -32) then return {1, forgotten} end
    end
  end
  return {0, forgotten, sequence, head[2] or '', head[3] or ''}
end

local has_open = redis.call('EXISTS', KEYS[4]) == 1
for i = 1, count do
  local sealed = ARGV[7 + i]
  redis.call('XADD', KEYS[2], string.format('%.0f-0', sequence + i), 'e', sealed, 'h', string.sub(links, 32 * i - 31, 32 * i), 'm', string.sub(marks, 16 * i - 15, 16 * i))
  if has_open then
    local id = string.match(sealed, '"id":"([^"]+)"')
    if id then redis.call('HDEL', KEYS[4], id) end
  end
end
redis.call('APPEND', KEYS[3], ARGV[7])
redis.call('HSET', KEYS[1], 's', string.format('%.0f', sequence + count), 'l', string.sub(links, -32), 'd', ARGV[3])
redis.call('PEXPIREAT', KEYS[2], ARGV[4])
redis.call('PEXPIREAT', KEYS[3], ARGV[4])
if head[3] ~= ARGV[3] then redis.call('ZADD', KEYS[5], 'NX', sequence + 1, ARGV[3]) end
return {1, forgotten}
