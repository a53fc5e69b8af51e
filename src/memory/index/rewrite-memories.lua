-- Writes what finds memories anew, from their bodies, unless somebody has changed them since they were read.
-- KEYS[1] prefix of the network's memory keys, all of one hash tag
-- ARGV[1] epoch of an index that has lost its own   then for each memory 13 arguments: number, version that was read, id, length, digest, bands,
-- guards, terms, a byte for the weighted frequency of each term, session or '', actor or '', language (number), bits of flags that its text sets
-- Returns {how many were written, how many of the memories it came to}.
-- @include memory-index.lua
local FIELDS = 13
-- The bits of flags that say what a text does; see column-record.ts.
local SAID = { 32, 64 }

-- The ordinal of a name, which is given back to it where it was lost.
local function restored(name, ordinal, value)
  local known = value ~= '' and tonumber(redis.call('HGET', prefix .. name, value))
  if value == '' or (known and known ~= ordinal) or ordinal == 0 then
    local now = use_ordinal(name, value)
    leave_ordinal(name, ordinal)
    return now
  end
  redis.call('HSET', prefix .. name, value, ordinal)
  if name == 'actors' and not known then touch_relations() end
  redis.call('HSET', prefix .. 'uses', ordinal .. ':' .. name, value)
  return ordinal
end

-- Entries of which only the newest memory has one stay with it.
local function keep_newest(number, key, field, before)
  if not before or before <= number then return end
  local forward = record_of(before) and forward_of(before)
  if forward and string.find(' ' .. forward.digest .. ' ' .. forward.bands .. ' ', ' ' .. field .. ' ', 1, true) then
    redis.call('HSET', prefix .. key, field, before)
  end
end

local function rewrite(number, record, m)
  local page = place_of(number)
  local before = forward_of(number)
  if before then
    remove_forward(number, before)
    if before.id ~= m.id and tonumber(redis.call('HGET', prefix .. 'ids', before.id)) == number then redis.call('HDEL', prefix .. 'ids', before.id) end
  end
  local holders = { [m.digest] = tonumber(redis.call('HGET', prefix .. 'digests', m.digest)) }
  for band in string.gmatch(m.bands, '[^ ]+') do holders[band] = tonumber(redis.call('HGET', prefix .. 'near', band)) end
  put_forward(number, m.id, m.digest, m.bands, m.guards, m.terms, m.frequencies)
  keep_newest(number, 'digests', m.digest, holders[m.digest])
  for band in string.gmatch(m.bands, '[^ ]+') do keep_newest(number, 'near', band, holders[band]) end
  redis.call('HSET', prefix .. 'ids', m.id, number)
  redis.call('HINCRBY', prefix .. 'meta', 'length', m.length - record.length)
  record.length, record.language = m.length, m.language
  for _, flag in ipairs(SAID) do put_flag(record, flag, has({ flags = m.said }, flag)) end
  record.session, record.actor = restored('sessions', record.session, m.session), restored('actors', record.actor, m.actor)
  change_record(number, record)
  keep_until(page, record.expires)
end

redis.call('HSETNX', prefix .. 'meta', 'epoch', ARGV[1])
local rewritten, seen = 0, 0
while 2 + seen * FIELDS <= #ARGV and not has_seen_enough() do
  local i = 2 + seen * FIELDS
  seen = seen + 1
  local m = {}
  local number, version
  number, version, m.id, m.length, m.digest, m.bands, m.guards, m.terms, m.frequencies, m.session, m.actor, m.language, m.said = unpack(ARGV, i, i + FIELDS - 1)
  number, m.length, m.language, m.said = tonumber(number), tonumber(m.length), tonumber(m.language), tonumber(m.said)
  local page, n = place_of(number)
  local record = record_of(number)
  if record and record.version == tonumber(version) and redis.call('HEXISTS', page_key('items', page), n) == 1 then
    rewrite(number, record, m)
    rewritten = rewritten + 1
  end
end
drop_later()
return { rewritten, seen }
