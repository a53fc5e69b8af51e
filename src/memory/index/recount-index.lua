-- Puts right what the index counts, unless something was written since it was counted anew.
-- KEYS[1] prefix of the network's memory keys, all of one hash tag
-- ARGV[1] version of the index that was counted   ARGV[2] live memories   ARGV[3] sum of their lengths   ARGV[4] least next number
-- ARGV[5] greatest ordinal in use   ARGV[6] epoch of an index that has lost its own   then for some ordinals two arguments: ordinal, live memories that have it
-- Returns the version of the index from then on, 0 when nothing was put right.
-- @include memory-index.lua
local meta = prefix .. 'meta'
if (redis.call('HGET', meta, 'version') or '0') ~= ARGV[1] then return 0 end

local function at_least(field, least)
  if (tonumber(redis.call('HGET', meta, field)) or 0) < tonumber(least) then redis.call('HSET', meta, field, least) end
end

-- A number whose memory was lost must not be given again, and mirrors are to see that the sums are others now.
redis.call('HSETNX', meta, 'epoch', ARGV[6])
at_least('next', ARGV[4])
at_least('ordinal', ARGV[5])
redis.call('HSET', meta, 'live', ARGV[2], 'length', ARGV[3])
local version = redis.call('HINCRBY', meta, 'version', 1)
redis.call('HINCRBY', meta, 'relations', 1)
for i = 7, #ARGV, 2 do
  local ordinal, count = ARGV[i], tonumber(ARGV[i + 1])
  if count > 0 then
    redis.call('HSET', prefix .. 'uses', ordinal, count)
  else
    for _, name in ipairs({ 'sessions', 'actors' }) do
      local value = redis.call('HGET', prefix .. 'uses', ordinal .. ':' .. name)
      if value and redis.call('HGET', prefix .. name, value) == ordinal then redis.call('HDEL', prefix .. name, value) end
      redis.call('HDEL', prefix .. 'uses', ordinal .. ':' .. name)
    end
    redis.call('HDEL', prefix .. 'uses', ordinal)
  end
end
return version
