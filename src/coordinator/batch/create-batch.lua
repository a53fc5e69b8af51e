-- Begins a batch, before its tasks are stored; one that was begun before stays as it is.
-- KEYS[1] prefix of the network's keys
-- ARGV[1] batch id   ARGV[2] tasks in the request   ARGV[3] who   ARGV[4] life in seconds
-- Returns 1 when it is new, else 0.
-- @include batch-state.lua
-- @include ../../networks/refuse-erased.lua
local refused = refusal_of(prefix .. 'mem:erased')
if refused then return refused end
if redis.call('EXISTS', batch) == 1 then return 0 end
redis.call('HSET', batch, 'total', ARGV[2], 'by', ARGV[3], 'created', now, 'open', 0)
append_batch_event('batch.created', { total = tonumber(ARGV[2]) })
redis.call('EXPIRE', batch, ARGV[4])
redis.call('EXPIRE', batch .. ':events', ARGV[4])
redis.call('ZADD', prefix .. 'batches', now, ARGV[1])
-- The list lives as long as the last of its batches.
if redis.call('TTL', prefix .. 'batches') < tonumber(ARGV[4]) then redis.call('EXPIRE', prefix .. 'batches', ARGV[4]) end
return 1
