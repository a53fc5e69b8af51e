-- Refuses to write in a network that is being erased, whose mark lies in the same slot: an error that `redisFailure` knows.
local function refusal_of(mark)
  if redis.call('EXISTS', mark) == 1 then return redis.error_reply('ERASED the network is being erased') end
end
