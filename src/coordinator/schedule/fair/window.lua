-- The window: how many tasks may be in flight, which is what the workers heard of lately can take together.
--   workers     zset: worker -> when (ms) it was last heard of
--   capacities  hash: worker -> tasks it takes at a time
--   window      hash: size, until (ms): when the worker that was silent longest counts no more
local SILENT = 15000

local function measure_window()
  local workers, capacities = prefix .. 'workers', prefix .. 'capacities'
  for _, worker in ipairs(redis.call('ZRANGEBYSCORE', workers, '-inf', now - SILENT)) do
    redis.call('ZREM', workers, worker)
    redis.call('HDEL', capacities, worker)
  end
  local oldest = redis.call('ZRANGE', workers, 0, 0, 'WITHSCORES')
  if not oldest[1] then
    redis.call('DEL', prefix .. 'window')
    return 0
  end
  local size = 0
  for _, capacity in ipairs(redis.call('HVALS', capacities)) do size = size + tonumber(capacity) end
  redis.call('HSET', prefix .. 'window', 'size', size, 'until', oldest[2] + SILENT)
  return size
end

local function window_size()
  local known = redis.call('HMGET', prefix .. 'window', 'size', 'until')
  if not known[1] then return 0 end
  return now < tonumber(known[2]) and tonumber(known[1]) or measure_window()
end

local function keep_window()
  for _, name in ipairs({ 'workers', 'capacities', 'window' }) do redis.call('PEXPIRE', prefix .. name, SILENT) end
end
