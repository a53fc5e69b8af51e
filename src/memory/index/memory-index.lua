-- The index of a network's memories: what add-memories, change-memory and delete-memories have in common.
-- A memory has a number, counted up for ever; 2,048 numbers make a page. Keys, each named by `prefix` and what follows:
--   meta            hash: next (number), live, length (sums over live memories), version, epoch, ordinal (the last one given),
--                   relations (version of actors and successors)
--   items:<page>    hash: number in the page -> body     forward:<page>  hash: number in the page -> what finds it, see forward_of
--   columns:<page>  string: 48 bytes for each number, see RECORD; all zero where there is none
--   terms:<page>    hash: term -> postings, 3 bytes each, ascending: number in the page (2), weighted frequency (1)
--   vectors:<page>  hash: number in the page -> vector, see ../embeddings; there is one where the record has the flag EMBEDDED
--   unembedded      set: numbers whose vectors are still to be made
--   versions        hash: page -> version of the index when it last changed; pages without live memories have none
--   ids             hash: memory id -> number            digests  hash: digest of the text -> number
--   near            hash: band of the MinHash signature -> number, the newest
--   sessions, actors  hash: name -> ordinal              uses     hash: ordinal -> live memories that have it
--   promotions      set: ids of long-term memories that the database does not have as they are now
--   forgets         set: ids of long-term memories that are gone, but may not be from the database; has no TTL, since its entries go with them
--   restoring       string: who puts back what Redis has lost; erased: mark of a network that is being erased, see ../long-term
--   session:<id>    hash: a session, see ../sessions; `expires` is when it ends (ms)
--   successors, predecessors  hash: number -> number of the memory that supersedes it, or that it supersedes; the last successor where there are
--                   several: rival:<number> in predecessors leads from one to the one before, which supersedes the same
--   untils          hash: page, or `all` -> when Redis itself drops those keys (ms, -1: never), see keep_until
local PAGE, SIZE = 2048, 48
-- created, expires (0: never), valid until (0: still) in ms; session, actor (ordinals, 0: none); importance, confidence; length, version;
-- type, flags; language (two letters, 0: none)
local RECORD = '>dddI4I4ffI2I2BBI2'
local LIVE = 1
-- Bits of flags: at most one of the three, none for working memory.
local LONG_TERM, TIMED, SESSION = 4, 8, 16
local EMBEDDED = 128
local FACT = 0

local prefix = KEYS[1]

local function page_key(name, page) return prefix .. name .. ':' .. page end
local function place_of(number) return math.floor(number / PAGE), number % PAGE end

local function now_ms()
  local time = redis.call('TIME')
  return tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
end

-- The record of a number as a table; nil where there is no live memory.
local function record_of(number)
  local page, n = place_of(number)
  local bytes = redis.call('GETRANGE', page_key('columns', page), n * SIZE, n * SIZE + SIZE - 1)
  if #bytes < SIZE then return nil end
  local r = {}
  r.created, r.expires, r.valid_until, r.session, r.actor, r.importance, r.confidence, r.length, r.version, r.type, r.flags,
    r.language = struct.unpack(RECORD, bytes)
  if r.flags % 2 ~= LIVE then return nil end
  return r
end

local function bytes_of(r)
  return struct.pack(RECORD, r.created, r.expires, r.valid_until, r.session, r.actor, r.importance, r.confidence, r.length, r.version,
    r.type, r.flags, r.language)
end

local RETENTION = LONG_TERM + TIMED + SESSION

-- Whether a record can be one that the scripts wrote; damaged bytes, read as times and shares, hardly ever are.
local function is_sound(r)
  local function is_time(ms) return ms >= 0 and ms < 1e16 end
  local function is_share(share) return share >= 0 and share <= 1 end
  local flags = math.floor(r.flags / LONG_TERM) * LONG_TERM % (RETENTION + LONG_TERM)
  return is_time(r.created) and is_time(r.expires) and is_time(r.valid_until) and is_share(r.importance) and is_share(r.confidence)
    and (flags == 0 or flags == LONG_TERM or flags == TIMED or flags == SESSION)
end

local function has(r, flag) return math.floor(r.flags / flag) % 2 == 1 end

-- Sets a flag or takes it away, however it stands: adding one that is set would carry into the next.
local function put_flag(r, flag, is_set)
  if has(r, flag) ~= is_set then r.flags = r.flags + (is_set and flag or -flag) end
end

-- The database is to have a memory as it is now.
local function promote(id) redis.call('SADD', prefix .. 'promotions', id) end

-- Whether the session that a memory belongs to has ended, though what it owned may not be swept yet.
local function is_left_over(r, now)
  if not has(r, SESSION) then return false end
  local session = redis.call('HGET', prefix .. 'uses', r.session .. ':sessions')
  local ends = session and tonumber(redis.call('HGET', prefix .. 'session:' .. session, 'expires'))
  return not ends or ends <= now
end

local function is_expired(r, now) return r.expires ~= 0 and r.expires <= now end

local function put_record(number, r)
  local page, n = place_of(number)
  redis.call('SETRANGE', page_key('columns', page), n * SIZE, r and bytes_of(r) or string.rep('\0', SIZE))
end

-- Tells every mirror that a page is not as it was. No version is given twice, also not to a page that was gone in between.
local function touch(page)
  redis.call('HSET', prefix .. 'versions', page, redis.call('HINCRBY', prefix .. 'meta', 'version', 1))
end

-- Writes a record that was changed, for mirrors and for others who are about to change it.
local function change_record(number, record)
  record.version = (record.version + 1) % 65536
  put_record(number, record)
  touch((place_of(number)))
end

local DAY = 86400000
local OF_A_PAGE = { 'items', 'forward', 'columns', 'terms', 'vectors' }
local OF_ALL = {
  'meta', 'versions', 'ids', 'digests', 'near', 'sessions', 'actors', 'uses', 'successors', 'predecessors', 'promotions', 'unembedded', 'untils',
}
-- Pages that this script has written to, and the whole index: the last end (ms, -1: never) of what was written.
local written = {}

-- Notes that a memory of a page is to be kept until `expires` (ms, 0: never); see drop_later.
local function keep_until(page, expires)
  local last = expires == 0 and -1 or (math.floor(expires / DAY) + 2) * DAY
  for _, scope in ipairs({ tostring(page), 'all' }) do
    local known = written[scope]
    written[scope] = (known == -1 or last == -1) and -1 or math.max(known or 0, last)
  end
end

-- Sees to it that Redis drops the keys of the pages that were written to, and those of the whole index, by itself a day or two after the
-- last memory in them has expired: whoever sweeps comes long before. Keys that have just come to be are among them.
local function drop_later()
  for scope, last in pairs(written) do
    local known = tonumber(redis.call('HGET', prefix .. 'untils', scope))
    local untils = (known == -1 or last == -1) and -1 or math.max(known or 0, last)
    if untils ~= known then redis.call('HSET', prefix .. 'untils', scope, untils) end
    local names, suffix = OF_A_PAGE, ':' .. scope
    if scope == 'all' then names, suffix = OF_ALL, '' end
    for _, name in ipairs(names) do
      local key = prefix .. name .. suffix
      if untils == -1 then
        if untils ~= known then redis.call('PERSIST', key) end
      elseif untils ~= known or redis.call('PTTL', key) == -1 then
        redis.call('PEXPIREAT', key, untils)
      end
    end
  end
end

-- What finds a memory: id, digest, bands, guards and terms, a line each; lists are separated by spaces. Nil where there is none, or none that
-- can be read.
local function forward_of(number)
  local page, n = place_of(number)
  local text = redis.call('HGET', page_key('forward', page), n)
  if not text then return nil end
  local id, digest, bands, guards, terms = string.match(text, '^([^\n]*)\n([^\n]*)\n([^\n]*)\n([^\n]*)\n(.*)$')
  if not id then return nil end
  return { id = id, digest = digest, bands = bands, guards = guards, terms = terms }
end

-- The id of the memory that `relation` names for a number; '' for none, or when it is gone.
local function related(relation, number)
  local other = tonumber(redis.call('HGET', prefix .. relation, number))
  local forward = other and forward_of(other)
  return forward and forward.id or ''
end

local function words_of(text)
  local words = {}
  for word in string.gmatch(text, '[^ ]+') do words[#words + 1] = word end
  return words
end

-- Bytes before the first posting of `n` or a later number.
local function lower_bound(postings, n)
  local low, high = 0, #postings / 3
  while low < high do
    local middle = math.floor((low + high) / 2)
    local a, b = string.byte(postings, middle * 3 + 1, middle * 3 + 2)
    if a * 256 + b < n then low = middle + 1 else high = middle end
  end
  return low * 3
end

local function number_at(postings, offset)
  local a, b = string.byte(postings, offset + 1, offset + 2)
  return a and a * 256 + b
end

-- A long text has 4,096 terms, which take some 5 ms: a script that is given several memories stops once it has seen this many, says how far it
-- came, and is called again, so that Redis serves others in between.
local ENOUGH_TERMS = 2048
local terms_seen = 0

local function has_seen_enough() return terms_seen >= ENOUGH_TERMS end

-- Writes the postings of some terms of one page, as `change` (postings or '', index of the term -> postings) makes them.
local function change_postings(page, terms, change)
  local key = page_key('terms', page)
  terms_seen = terms_seen + #terms
  for from = 1, #terms, 500 do
    local to = math.min(from + 499, #terms)
    local found = redis.call('HMGET', key, unpack(terms, from, to))
    local kept, gone = {}, {}
    for i = from, to do
      local before = found[i - from + 1] or ''
      -- Postings of a length that none have are damaged: the check finds what is missing then.
      local postings = change(#before % 3 == 0 and before or '', i)
      if postings == '' then gone[#gone + 1] = terms[i]
      else
        kept[#kept + 1] = terms[i]
        kept[#kept + 1] = postings
      end
    end
    if #kept > 0 then redis.call('HSET', key, unpack(kept)) end
    if #gone > 0 then redis.call('HDEL', key, unpack(gone)) end
  end
end

local function add_postings(number, terms, frequencies)
  local page, n = place_of(number)
  change_postings(page, terms, function(postings, i)
    local posting = struct.pack('>I2', n) .. string.sub(frequencies, i, i)
    if #postings == 0 or number_at(postings, #postings - 3) < n then return postings .. posting end
    local at = lower_bound(postings, n)
    local after = number_at(postings, at) == n and at + 3 or at
    return string.sub(postings, 1, at) .. posting .. string.sub(postings, after + 1)
  end)
end

local function remove_postings(number, terms)
  local page, n = place_of(number)
  change_postings(page, terms, function(postings)
    local at = lower_bound(postings, n)
    if number_at(postings, at) ~= n then return postings end
    return string.sub(postings, 1, at) .. string.sub(postings, at + 4)
  end)
end

-- Tells every mirror that actors or successors are not as they were.
local function touch_relations() redis.call('HINCRBY', prefix .. 'meta', 'relations', 1) end

-- The ordinal of a session or an actor, which counts one memory more; 0 for none.
local function use_ordinal(name, value)
  if value == '' then return 0 end
  local ordinal = tonumber(redis.call('HGET', prefix .. name, value))
  if not ordinal then
    ordinal = redis.call('HINCRBY', prefix .. 'meta', 'ordinal', 1)
    redis.call('HSET', prefix .. name, value, ordinal)
    if name == 'actors' then touch_relations() end
    redis.call('HSET', prefix .. 'uses', ordinal .. ':' .. name, value)
  end
  redis.call('HINCRBY', prefix .. 'uses', ordinal, 1)
  return ordinal
end

-- One memory less; the last one takes the name with it.
local function leave_ordinal(name, ordinal)
  if ordinal == 0 or redis.call('HINCRBY', prefix .. 'uses', ordinal, -1) > 0 then return end
  local value = redis.call('HGET', prefix .. 'uses', ordinal .. ':' .. name)
  if value then redis.call('HDEL', prefix .. name, value) end
  if name == 'actors' then touch_relations() end
  redis.call('HDEL', prefix .. 'uses', ordinal, ordinal .. ':' .. name)
end

-- Makes a memory findable by what it says: digest, bands and terms.
local function put_forward(number, id, digest, bands, guards, terms, frequencies)
  local page, n = place_of(number)
  redis.call('HSET', page_key('forward', page), n, id .. '\n' .. digest .. '\n' .. bands .. '\n' .. guards .. '\n' .. terms)
  redis.call('HSET', prefix .. 'digests', digest, number)
  local near = {}
  for band in string.gmatch(bands, '[^ ]+') do
    near[#near + 1] = band
    near[#near + 1] = number
  end
  if #near > 0 then redis.call('HSET', prefix .. 'near', unpack(near)) end
  add_postings(number, words_of(terms), frequencies)
end

local function remove_forward(number, forward)
  local page, n = place_of(number)
  redis.call('HDEL', page_key('forward', page), n)
  local function drop(key, field)
    if tonumber(redis.call('HGET', prefix .. key, field)) == number then redis.call('HDEL', prefix .. key, field) end
  end
  drop('digests', forward.digest)
  for band in string.gmatch(forward.bands, '[^ ]+') do drop('near', band) end
  remove_postings(number, words_of(forward.terms))
end

-- Takes away the vector of what a memory said, whether or not it is about to get another one.
local function drop_vector(number)
  local page, n = place_of(number)
  redis.call('HDEL', page_key('vectors', page), n)
  redis.call('SREM', prefix .. 'unembedded', number)
end

-- Those that supersede a memory, the last first.
local function successors_of(number)
  local found = {}
  local one = tonumber(redis.call('HGET', prefix .. 'successors', number))
  while one do
    if tonumber(redis.call('HGET', prefix .. 'predecessors', one)) == number then found[#found + 1] = one end
    one = tonumber(redis.call('HGET', prefix .. 'predecessors', 'rival:' .. one))
  end
  return found
end

-- `chain` supersedes a memory from now on, in this order.
local function put_successors(number, chain)
  for i, one in ipairs(chain) do
    redis.call('HSET', prefix .. 'predecessors', one, number)
    if chain[i + 1] then redis.call('HSET', prefix .. 'predecessors', 'rival:' .. one, chain[i + 1])
    else redis.call('HDEL', prefix .. 'predecessors', 'rival:' .. one) end
  end
  if chain[1] then redis.call('HSET', prefix .. 'successors', number, chain[1])
  else redis.call('HDEL', prefix .. 'successors', number) end
  touch_relations()
end

local function without(chain, number, instead)
  local others = {}
  for _, one in ipairs(chain) do
    if one ~= number then others[#others + 1] = one
    else for _, heir in ipairs(instead) do others[#others + 1] = heir end end
  end
  return others
end

-- `new` supersedes `old`, before all others that do.
local function put_first(old, new)
  local chain = without(successors_of(old), new, {})
  table.insert(chain, 1, new)
  put_successors(old, chain)
end

-- What a memory supersedes, or what supersedes it, is not as it was; `holds` when nothing supersedes it any more.
local function relation_changed(number, holds)
  local record, forward = record_of(number), forward_of(number)
  if not record then return end
  if holds then record.valid_until = 0 end
  if forward and has(record, LONG_TERM) then promote(forward.id) end
  change_record(number, record)
end

-- Takes a memory out of its chain: what it superseded is superseded by what supersedes it, and holds again where nothing does.
local function leave_chain(number)
  if redis.call('HEXISTS', prefix .. 'successors', number) + redis.call('HEXISTS', prefix .. 'predecessors', number) == 0 then return end
  local old, heirs = tonumber(redis.call('HGET', prefix .. 'predecessors', number)), successors_of(number)
  put_successors(number, {})
  for _, heir in ipairs(heirs) do redis.call('HDEL', prefix .. 'predecessors', heir, 'rival:' .. heir) end
  if old then
    local chain = without(successors_of(old), number, heirs)
    put_successors(old, chain)
    relation_changed(old, #chain == 0)
  end
  for _, heir in ipairs(heirs) do relation_changed(heir, false) end
  redis.call('HDEL', prefix .. 'predecessors', number, 'rival:' .. number)
end

-- Removes every trace of a memory.
local function remove_memory(number, record)
  local page, n = place_of(number)
  local forward = forward_of(number)
  if forward then
    remove_forward(number, forward)
    redis.call('HDEL', prefix .. 'ids', forward.id)
    if has(record, LONG_TERM) then
      redis.call('SREM', prefix .. 'promotions', forward.id)
      redis.call('SADD', prefix .. 'forgets', forward.id)
    end
  end
  redis.call('HDEL', page_key('items', page), n)
  drop_vector(number)
  leave_chain(number)
  leave_ordinal('sessions', record.session)
  leave_ordinal('actors', record.actor)
  redis.call('HINCRBY', prefix .. 'meta', 'live', -1)
  redis.call('HINCRBY', prefix .. 'meta', 'length', -record.length)
  touch(page)
  if redis.call('EXISTS', page_key('items', page)) == 1 then
    put_record(number, nil)
  else
    redis.call('DEL', page_key('columns', page))
    redis.call('HDEL', prefix .. 'versions', page)
    redis.call('HDEL', prefix .. 'untils', page)
  end
end
