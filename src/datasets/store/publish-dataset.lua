-- Makes a table whose blocks have all arrived visible, with one step, and lets it live for its time.
-- KEYS[1] prefix of the network's keys; KEYS[2] the blocks of the upload
-- ARGV[1] id; ARGV[2] document; ARGV[3] bytes; ARGV[4] digest of what was sent; ARGV[5] milliseconds to live; ARGV[6] datasets and
-- ARGV[7] bytes that a network may have; ARGV[8] 1 to take the place of a dataset of this id
-- Returns {1, created, expires} (epoch ms), {0} when there is one of this id that is to stay, {-1} or {-2} when the network has no room for a further
-- dataset or for its bytes, {-3} when the blocks are gone. Unless it returns 1, the blocks are removed.
-- @include living-datasets.lua
-- @include ../../networks/refuse-erased.lua
local prefix, blocks, id = KEYS[1], KEYS[2], ARGV[1]
local refused = refusal_of(prefix .. 'mem:erased')
if refused then
  redis.call('UNLINK', blocks)
  return refused
end
local key = prefix .. 'dataset:' .. id
local function refuse(code)
  redis.call('UNLINK', blocks)
  return {code}
end
local earlier = tonumber(redis.call('HGET', key, 'bytes'))
if earlier and ARGV[8] ~= '1' then
  return refuse(0)
end
local count, bytes = living_datasets(prefix)
if earlier then
  count, bytes = count - 1, bytes - earlier
end
if count >= tonumber(ARGV[6]) then
  return refuse(-1)
end
if bytes + tonumber(ARGV[3]) > tonumber(ARGV[7]) then
  return refuse(-2)
end
if redis.call('EXISTS', blocks) == 0 then
  return {-3}
end
local time = redis.call('TIME')
local created = time[1] * 1000 + math.floor(time[2] / 1000)
local expires = created + tonumber(ARGV[5])
local expires_text = string.format('%.0f', expires)
local created_text = string.format('%.0f', created)
redis.call('UNLINK', key)
redis.call('RENAME', blocks, key .. ':blocks')
redis.call('PEXPIREAT', key .. ':blocks', expires_text)
redis.call('HSET', key, 'document', ARGV[2], 'bytes', ARGV[3], 'digest', ARGV[4], 'created', created_text, 'expires', expires_text)
redis.call('PEXPIREAT', key, expires_text)
redis.call('ZADD', prefix .. 'datasets', created_text, id)
-- The list lives as long as the last of its datasets.
if redis.call('PTTL', prefix .. 'datasets') < tonumber(ARGV[5]) then
  redis.call('PEXPIREAT', prefix .. 'datasets', expires_text)
end
return {1, created_text, expires_text}
