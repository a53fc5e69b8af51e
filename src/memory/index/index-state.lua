-- Says whether a network's index is still as it was seen, and if not, which pages it has in which versions.
-- KEYS[1] prefix of the network's memory keys, all of one hash tag
-- ARGV[1] epoch seen or ''   ARGV[2] version seen   ARGV[3] version of the relations seen
-- Returns nothing when nothing has changed, else {epoch, version, next number, live memories, sum of their lengths, version of the relations,
-- pages and versions}, and where the relations are not as they were seen: actors and ordinals, memories and their successors.
local meta = redis.call('HMGET', KEYS[1] .. 'meta', 'epoch', 'version', 'next', 'live', 'length', 'relations')
if (meta[1] or '') == ARGV[1] and (meta[2] or '0') == ARGV[2] then return false end
local state = {
  meta[1] or '', meta[2] or '0', meta[3] or '0', meta[4] or '0', meta[5] or '0', meta[6] or '0', redis.call('HGETALL', KEYS[1] .. 'versions'),
}
if (meta[1] or '') ~= ARGV[1] or (meta[6] or '0') ~= ARGV[3] then
  state[8] = redis.call('HGETALL', KEYS[1] .. 'actors')
  state[9] = redis.call('HGETALL', KEYS[1] .. 'successors')
end
return state
