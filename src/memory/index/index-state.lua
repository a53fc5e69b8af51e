-- Says whether a network's index is still as it was seen, and if not, which pages it has in which versions.
-- KEYS[1] prefix of the network's memory keys, all of one hash tag
-- ARGV[1] epoch seen or ''   ARGV[2] version seen
-- Returns nothing when nothing has changed, else {epoch, version, next number, live memories, sum of their lengths, pages and
-- versions, actors and ordinals}.
local meta = redis.call('HMGET', KEYS[1] .. 'meta', 'epoch', 'version', 'next', 'live', 'length')
if (meta[1] or '') == ARGV[1] and (meta[2] or '0') == ARGV[2] then return false end
return {
  meta[1] or '', meta[2] or '0', meta[3] or '0', meta[4] or '0', meta[5] or '0',
  redis.call('HGETALL', KEYS[1] .. 'versions'), redis.call('HGETALL', KEYS[1] .. 'actors'),
}
