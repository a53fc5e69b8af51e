-- What the scripts of a batch have in common; all its keys lie with those of its tasks.
--   batch:<id>         hash: total, open (tasks that have not ended), completed, failed, cancelled, expired, rejected, created, by, closed (all of it is
--                      submitted), finished
--   batch:<id>:tasks   sorted set: ids of its tasks by their place in the request
--   batch:<id>:events  stream, see count_in_batch in task-state.lua
--   batches            sorted set: ids of batches by when they were begun, in milliseconds
-- KEYS[1] prefix of the network's keys   ARGV[1] batch id
local prefix = KEYS[1]
local batch = prefix .. 'batch:' .. ARGV[1]
local MAX_EVENTS = 10000

local time = redis.call('TIME')
local now = string.format('%d', time[1] * 1000 + math.floor(time[2] / 1000))

local function append_batch_event(event, details)
  redis.call('XADD', batch .. ':events', 'MAXLEN', '~', MAX_EVENTS, '*', 'event', event, 'at', now, 'details', cjson.encode(details))
  redis.call('PUBLISH', batch .. ':events', '')
end
