-- Puts memories back that Redis has lost, as they were, with all that finds them. Those that are there and those that are to be forgotten are
-- left out, so that it may be done twice; nothing is merged, and the database, where they come from, is not owed them. Everything or nothing.
-- KEYS[1] prefix of the network's memory keys, all of one hash tag
-- ARGV[1] epoch of an index that is begun here   ARGV[2] who restores   ARGV[3] milliseconds for which nobody else may from now on
-- ARGV[4] 1 when vectors are made, else 0   then for each memory the 18 arguments of add-memories.lua, valid until (ms, 0: still) and the id
-- of the memory that supersedes it or ''
-- Returns how many were put back, -1 when somebody else restores meanwhile, or the network is being erased.
-- @include memory-index.lua
local FIELDS = 20

if redis.call('GET', prefix .. 'restoring') ~= ARGV[2] or redis.call('EXISTS', prefix .. 'erased') == 1 then return -1 end
redis.call('PEXPIRE', prefix .. 'restoring', ARGV[3])
redis.call('HSETNX', prefix .. 'meta', 'epoch', ARGV[1])

-- Either of two memories may come first: who comes second finds the other and makes both ends of the link.
local function link(old, new)
  if not old or not new then return end
  if redis.call('HSETNX', prefix .. 'successors', old, new) == 1 then touch_relations() end
  local chain = redis.call('HSETNX', prefix .. 'predecessors', new, old) == 1 and successors_of(old) or {}
  if #chain > 0 and chain[1] ~= new then put_successors(old, { chain[1], new, unpack(without(chain, new, {}), 2) }) end
end

local function number_of(id) return id ~= '' and tonumber(redis.call('HGET', prefix .. 'ids', id)) end

local restored = 0
for i = 5, #ARGV, FIELDS do
  local id, body, created, expires, importance, confidence, type, flags, language, length, session, actor, digest, bands, guards, terms,
    frequencies, supersedes, valid_until, superseded_by = unpack(ARGV, i, i + FIELDS - 1)
  if not number_of(id) and redis.call('SISMEMBER', prefix .. 'forgets', id) == 0 then
    local number = redis.call('HINCRBY', prefix .. 'meta', 'next', 1) - 1
    local page, n = place_of(number)
    redis.call('HSET', page_key('items', page), n, body)
    redis.call('HSET', prefix .. 'ids', id, number)
    put_record(number, {
      created = tonumber(created), expires = tonumber(expires), valid_until = tonumber(valid_until),
      session = use_ordinal('sessions', session), actor = use_ordinal('actors', actor),
      importance = tonumber(importance), confidence = tonumber(confidence), length = tonumber(length), version = 0,
      type = tonumber(type), flags = tonumber(flags), language = tonumber(language),
    })
    put_forward(number, id, digest, bands, guards, terms, frequencies)
    if ARGV[4] == '1' then redis.call('SADD', prefix .. 'unembedded', number) end
    redis.call('HINCRBY', prefix .. 'meta', 'live', 1)
    redis.call('HINCRBY', prefix .. 'meta', 'length', length)
    touch(page)
    keep_until(page, tonumber(expires))
    link(number_of(supersedes), number)
    link(number, number_of(superseded_by))
    restored = restored + 1
  end
end
drop_later()
return restored
