-- Notes that all of a batch is submitted: what is not among its tasks was refused, and it is finished as soon as they have ended. Once.
-- KEYS[1] prefix of the network's keys
-- ARGV[1] batch id
-- Returns 1 when this closed it, else 0.
-- @include batch-state.lua
local total, open, closed = unpack(redis.call('HMGET', batch, 'total', 'open', 'closed'))
if not total or closed then return 0 end
redis.call('HSET', batch, 'closed', now, 'rejected', total - redis.call('ZCARD', batch .. ':tasks'))
if open == '0' then
  redis.call('HSET', batch, 'finished', now)
  append_batch_event('batch.completed', { open = 0 })
end
return 1
