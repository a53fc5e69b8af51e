-- Keeps a step with its worker, or hands it back: then it is free, and nobody has died.
-- KEYS[1] prefix of the network's keys
-- ARGV[1] task id   ARGV[2] step id   ARGV[3] attempt (fencing token)   ARGV[4] lease in ms, 0 to hand it back   ARGV[5] agent id
-- Returns 1, or 0 when the attempt is not the latest or nobody waits for it any more.
-- @include task-state.lua
-- @include agent-record.lua
local status, state, attempts = unpack(redis.call('HMGET', task, 'status', field_of(ARGV[2], 'status'), field_of(ARGV[2], 'attempts')))
if status ~= 'running' or state ~= 'running' or attempts ~= ARGV[3] then return 0 end
local lease = ARGV[4] == '0' and '0' or number_text(now_ms() + tonumber(ARGV[4]))
redis.call('HSET', task, field_of(ARGV[2], 'lease'), lease)
redis.call('ZADD', load_key(ARGV[5]), 'XX', lease, task_id .. ' ' .. ARGV[2])
return 1
