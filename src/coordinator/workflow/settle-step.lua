-- What follows when a step needs no more work: its successors lose one dependency, and those without any become ready.
-- A step that asks for approval waits for it instead. Appends the ids of steps that may run now to `ready`.
local function make_ready(task, stream, life, step, ready)
  if redis.call('HGET', task, 's:' .. step .. ':approval') == '1' then
    redis.call('HSET', task, 's:' .. step .. ':status', 'awaiting_approval')
    append_event(stream, life, 'approval.requested', step, '{}')
  else
    redis.call('HSET', task, 's:' .. step .. ':status', 'ready')
    ready[#ready + 1] = step
  end
end
local function settle(task, stream, life, step, ready)
  redis.call('HINCRBY', task, 'left', -1)
  for successor in string.gmatch(redis.call('HGET', task, 's:' .. step .. ':successors') or '', '[^,]+') do
    local open = redis.call('HINCRBY', task, 's:' .. successor .. ':open', -1)
    if open == 0 and redis.call('HGET', task, 's:' .. successor .. ':status') == 'pending' then
      make_ready(task, stream, life, successor, ready)
    end
  end
end
