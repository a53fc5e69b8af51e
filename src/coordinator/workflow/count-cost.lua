-- Adds what models were paid to a task. An unknown price makes the whole cost unknown; it is never counted as zero.
local function count_cost(task, micro_usd, input, output, cached, reasoning)
  if micro_usd == '' then redis.call('HSET', task, 'unpriced', 1) else redis.call('HINCRBY', task, 'cost', micro_usd) end
  redis.call('HINCRBY', task, 'tokens:input', input)
  redis.call('HINCRBY', task, 'tokens:output', output)
  redis.call('HINCRBY', task, 'tokens:cached', cached)
  redis.call('HINCRBY', task, 'tokens:reasoning', reasoning)
end
