-- Takes the id of a person out of a task of somebody else, or out of the feed of a network: where it says who did something, `(erased)` stands
-- from then on, and what was told of it is told no more.
-- KEYS[1] hash, '' for none   KEYS[2] stream
-- ARGV[1] id   ARGV[2] the id as it stands behind "by" in JSON, with its quotes
-- Returns how many fields and events named the person.
local count = 0
local named = '"by":' .. ARGV[2]
local function replaced(text)
  local from, to = string.find(text, named, 1, true)
  if not from then return nil end
  return string.sub(text, 1, from - 1) .. '"by":"(erased)"' .. string.sub(text, to + 1)
end
if redis.call('TYPE', KEYS[1]).ok == 'hash' then
  local fields = redis.call('HGETALL', KEYS[1])
  for i = 1, #fields, 2 do
    local text = string.match(fields[i], ':decision$') and replaced(fields[i + 1])
    if text then
      redis.call('HSET', KEYS[1], fields[i], text)
      count = count + 1
    end
  end
end
for _, entry in ipairs(redis.call('XRANGE', KEYS[2], '-', '+')) do
  local is_named = false
  for i = 1, #entry[2], 2 do
    local value = entry[2][i + 1]
    is_named = is_named or (entry[2][i] == 'by' and value == ARGV[1]) or string.find(value, named, 1, true) ~= nil
  end
  if is_named then
    redis.call('XDEL', KEYS[2], entry[1])
    count = count + 1
  end
end
return count
