-- Adds memories with all that finds them, or, where the same text is there already, strengthens that one. Everything or nothing.
-- The same: equal digest, or the same terms in the same order but for one in ten more, with equal guards (numbers, negations); and equal
-- type, session and actor; what was superseded is not said any more, unless it is this very one, written once more by an import. The memory that is there keeps its text and gets the higher importance and confidence and the later end.
-- KEYS[1] prefix of the network's memory keys, all of one hash tag
-- ARGV[1] epoch of an index that is begun here   ARGV[2] 1 when there is a long-term memory, else 0   ARGV[3] 1 when vectors are made, else 0
-- then for each memory 18 arguments: id, body, created (ms), expires (ms, 0: never), importance, confidence, type (number), flags,
-- language (number), length, session or '', actor or '', digest, bands, guards, terms, a byte for the weighted frequency of each term,
-- id of a memory that it supersedes or ''
-- Returns for each memory {id, record, 1 when it was there before else 0}, or {what is wrong: 'supersedes' or 'session', place from 1} of the first
-- one that supersedes what is not there or belongs to a session that has ended; then nothing is written.
-- A live session that they are written for slides: its end moves away.
-- @include memory-index.lua
-- @include ../sessions/live-session.lua
-- @include ../../networks/refuse-erased.lua
local refused = refusal_of(prefix .. 'erased')
if refused then return refused end
local FIELDS = 18

local function each_memory(visit)
  for i = 4, #ARGV, FIELDS do
    local m = {}
    m.id, m.body, m.created, m.expires, m.importance, m.confidence, m.type, m.flags, m.language, m.length, m.session, m.actor, m.digest, m.bands,
      m.guards, m.terms, m.frequencies, m.supersedes = unpack(ARGV, i, i + FIELDS - 1)
    local refused = visit(m, (i - 4) / FIELDS + 1)
    if refused then return refused end
  end
end

-- As isNearDuplicate in ../text/near-duplicate.ts: the terms of the shorter stand in the longer, in the same order, and are nine tenths of them.
local function says_the_same(one, other)
  local shorter, longer = words_of(one), words_of(other)
  if #shorter > #longer then shorter, longer = longer, shorter end
  if #shorter < 6 or #shorter < 0.9 * #longer then return false end
  local found = 0
  for _, term in ipairs(longer) do
    if term == shorter[found + 1] then found = found + 1 end
  end
  return found == #shorter
end

local now = now_ms()

-- The number and record of a memory that says the same.
local function same_as(m)
  local session = m.session == '' and 0 or tonumber(redis.call('HGET', prefix .. 'sessions', m.session))
  local actor = m.actor == '' and 0 or tonumber(redis.call('HGET', prefix .. 'actors', m.actor))
  if not session or not actor then return nil end
  local function belongs(number)
    local record = number and record_of(number)
    local function is_this_one() return record.created == tonumber(m.created) and related('predecessors', number) == m.supersedes end
    local is_gone = not record or is_expired(record, now) or is_left_over(record, now)
    local still_said = not is_gone and (record.valid_until == 0 or is_this_one())
    local is_alike = still_said and record.type == tonumber(m.type) and record.session == session and record.actor == actor
    -- One whose index is damaged cannot be strengthened.
    if is_alike and forward_of(number) then return record end
  end
  local number = tonumber(redis.call('HGET', prefix .. 'digests', m.digest))
  local record = belongs(number)
  if record then return number, record end
  local bands, seen = words_of(m.bands), {}
  local near = #bands > 0 and redis.call('HMGET', prefix .. 'near', unpack(bands)) or {}
  for i = 1, #bands do
    number = tonumber(near[i])
    if number and not seen[number] then
      seen[number] = true
      record = belongs(number)
      local forward = record and forward_of(number)
      if forward and forward.guards == m.guards and says_the_same(m.terms, forward.terms) then return number, record end
    end
  end
end

-- The longer of two retentions holds, but what belongs to a session goes with it, whatever an import says. A fact of working memory that is said again is confirmed, and kept for long; imported again it is not.
local function keep_longer(record, m)
  if has(record, SESSION) then return end
  local function rank(r) return has(r, LONG_TERM) and 2 or (has(r, TIMED) or has(r, SESSION)) and 0 or 1 end
  local before, said = rank(record), rank({ flags = tonumber(m.flags) })
  if said > before then put_flag(record, TIMED, false) end
  local confirmed = record.type == FACT and ARGV[2] == '1' and math.min(before, said) == 1 and record.created ~= tonumber(m.created)
  if said == 2 or confirmed then
    put_flag(record, LONG_TERM, true)
    record.expires = 0
  end
end

local function strengthen(number, record, m)
  record.importance = math.max(record.importance, tonumber(m.importance))
  record.confidence = math.max(record.confidence, tonumber(m.confidence))
  local expires = tonumber(m.expires)
  record.expires = (record.expires == 0 or expires == 0) and 0 or math.max(record.expires, expires)
  keep_longer(record, m)
  if has(record, LONG_TERM) then promote(forward_of(number).id) end
  change_record(number, record)
  keep_until((place_of(number)), record.expires)
end

-- `number` says what holds instead of what `m` supersedes.
local function supersede(m, number)
  local old = tonumber(redis.call('HGET', prefix .. 'ids', m.supersedes))
  local record = old and record_of(old)
  if not record or old == number then return end
  record.valid_until = record.valid_until == 0 and tonumber(m.created) or math.min(record.valid_until, tonumber(m.created))
  put_first(old, number)
  if has(record, LONG_TERM) then promote(m.supersedes) end
  change_record(old, record)
end

-- What this script has added so far, written at its end by note_added: the next number, memories, their terms, and their pages.
local next_number, added_live, added_length, added_pages = nil, 0, 0, {}

local function note_added()
  if added_live == 0 then return end
  redis.call('HSET', prefix .. 'meta', 'next', next_number)
  redis.call('HINCRBY', prefix .. 'meta', 'live', added_live)
  redis.call('HINCRBY', prefix .. 'meta', 'length', added_length)
  for page in pairs(added_pages) do touch(page) end
end

local function add(m)
  local number = next_number or tonumber(redis.call('HGET', prefix .. 'meta', 'next') or 0)
  next_number = number + 1
  local page, n = place_of(number)
  local record = {
    created = tonumber(m.created), expires = tonumber(m.expires), valid_until = 0,
    session = use_ordinal('sessions', m.session), actor = use_ordinal('actors', m.actor),
    importance = tonumber(m.importance), confidence = tonumber(m.confidence), length = tonumber(m.length), version = 0,
    type = tonumber(m.type), flags = tonumber(m.flags), language = tonumber(m.language),
  }
  redis.call('HSET', page_key('items', page), n, m.body)
  redis.call('HSET', prefix .. 'ids', m.id, number)
  put_record(number, record)
  if has(record, LONG_TERM) then promote(m.id) end
  put_forward(number, m.id, m.digest, m.bands, m.guards, m.terms, m.frequencies)
  if ARGV[3] == '1' then redis.call('SADD', prefix .. 'unembedded', number) end
  added_live, added_length, added_pages[page] = added_live + 1, added_length + record.length, true
  keep_until(page, record.expires)
  return number, record
end

local sessions = {}
local refused = each_memory(function(m, place)
  if has({ flags = tonumber(m.flags) }, SESSION) then
    if not session_lives(prefix, m.session, now) then return { 'session', place } end
    sessions[m.session] = true
  end
  if m.supersedes == '' then return nil end
  local old = tonumber(redis.call('HGET', prefix .. 'ids', m.supersedes))
  local record = old and record_of(old)
  if not record or is_expired(record, now) or is_left_over(record, now) then return { 'supersedes', place } end
end)
if refused then return refused end
for session in pairs(sessions) do slide_session(prefix, session, now) end

redis.call('HSETNX', prefix .. 'meta', 'epoch', ARGV[1])
local added = {}
each_memory(function(m)
  local number, record = same_as(m)
  if number then
    strengthen(number, record, m)
    added[#added + 1] = { forward_of(number).id, bytes_of(record), 1 }
  else
    number, record = add(m)
    added[#added + 1] = { m.id, bytes_of(record), 0 }
  end
  if m.supersedes ~= '' then supersede(m, number) end
end)
note_added()
drop_later()
return added
