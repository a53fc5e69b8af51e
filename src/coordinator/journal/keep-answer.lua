-- Keeps the answer to a question of a task and counts what was paid for it, at the same moment. The first answer to a question
-- holds: later ones are counted, and told which one holds. Running it again with the same token counts nothing twice.
-- KEYS[1] task   KEYS[2] journal
-- ARGV[1] field of the question   ARGV[2] token of this payment (16 characters)   ARGV[3] answer as JSON, empty to count only
-- ARGV[4] most fields of a journal   ARGV[5] cost in micro-dollars, empty when unknown
-- ARGV[6] the most that it can be, empty when unknown   ARGV[7..10] input, output, cached and reasoning tokens
-- Returns {1} when the answer is kept, {2, answer} when an earlier one holds, {0} when it was only counted (there was no room, the
-- task is final, or no answer came with it), {-1} when there is no such task any more: then nothing is written.
-- @include ../workflow/count-cost.lua
local status = redis.call('HGET', KEYS[1], 'status')
if not status then return { -1 } end
local held = redis.call('HGET', KEYS[2], ARGV[1])
if held and string.sub(held, 1, #ARGV[2]) == ARGV[2] then return { 1 } end
local counted = 'counted:' .. ARGV[2]
local has_room = redis.call('HLEN', KEYS[2]) < tonumber(ARGV[4])
if redis.call('HEXISTS', KEYS[2], counted) == 0 then
  count_cost(KEYS[1], ARGV[5], ARGV[6], ARGV[7], ARGV[8], ARGV[9], ARGV[10])
  local is_final = status == 'completed' or status == 'failed' or status == 'cancelled' or status == 'expired'
  local keeps = ARGV[3] ~= '' and not held and not is_final
  if has_room then
    redis.call('HSET', KEYS[2], keeps and ARGV[1] or counted, keeps and ARGV[2] .. ARGV[3] or '1')
    -- It lives as long as its task.
    local life = redis.call('PTTL', KEYS[1])
    if life > 0 then redis.call('PEXPIRE', KEYS[2], life) end
    if keeps then return { 1 } end
  end
end
if held and ARGV[3] ~= '' then return { 2, string.sub(held, #ARGV[2] + 1) } end
return { 0 }
