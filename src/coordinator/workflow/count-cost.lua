-- Adds what models were paid to a task. An unknown price makes the whole cost unknown; it is never counted as zero. What it can be at most is
-- booked, so that a limit can be held all the same; where there is no such bound, the cost has none either.
local function count_cost(task, micro_usd, most_micro_usd, input, output, cached, reasoning)
  if micro_usd ~= '' then
    redis.call('HINCRBY', task, 'cost', micro_usd)
  else
    redis.call('HSET', task, 'unpriced', 1)
    if most_micro_usd == '' then redis.call('HSET', task, 'unbounded', 1) else redis.call('HINCRBY', task, 'booked', most_micro_usd) end
  end
  redis.call('HINCRBY', task, 'tokens:input', input)
  redis.call('HINCRBY', task, 'tokens:output', output)
  redis.call('HINCRBY', task, 'tokens:cached', cached)
  redis.call('HINCRBY', task, 'tokens:reasoning', reasoning)
end
