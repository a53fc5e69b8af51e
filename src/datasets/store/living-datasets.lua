-- The datasets of a network that have not expired; those that have leave the list. At most 100 of them, so one look at each is cheap.
-- Keys: <prefix>datasets       sorted set: dataset id, scored by its creation (epoch ms)
--       <prefix>dataset:<id>   hash: document, bytes, digest, created, expires, and its profile once it was asked for
local function living_datasets(prefix)
  local count, bytes = 0, 0
  for _, id in ipairs(redis.call('ZRANGE', prefix .. 'datasets', 0, -1)) do
    local size = redis.call('HGET', prefix .. 'dataset:' .. id, 'bytes')
    if size then
      count = count + 1
      bytes = bytes + tonumber(size)
    else
      redis.call('ZREM', prefix .. 'datasets', id)
    end
  end
  return count, bytes
end
