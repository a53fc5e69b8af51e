-- Says which entries of the index belong to no memory, and drops them when told to. An entry of a memory that is there stays.
-- KEYS[1] prefix of the network's memory keys, all of one hash tag
-- ARGV[1] 'look' or 'drop'   ARGV[2] what they are   ARGV[3..] the entries:
--   terms: page, then term and number in the page in turn     ids, digests, near, successors, predecessors, promotions, forgets, unembedded: fields
--   vectors: page, then numbers in the page that have a vector or should have one; where it is missing it is to be made
--   versions, untils: pages     sessions, actors: names
-- Returns how many belong to no memory.
-- @include memory-index.lua
local kind, strays = ARGV[2], 0
local IS_SET = { promotions = true, forgets = true, unembedded = true }
local may_drop = ARGV[1] == 'drop'

-- An entry that was dropped since it was read is no stray.
local function is_there(field) return redis.call(IS_SET[kind] and 'SISMEMBER' or 'HEXISTS', prefix .. kind, field) == 1 end

local function is_live(number) return number and record_of(number) ~= nil end

local function says(text, word) return string.find(' ' .. text .. ' ', ' ' .. word .. ' ', 1, true) ~= nil end

-- Whether the number that `field` leads to is that of a memory with that `part`.
local function leads_to(field, part)
  local number = tonumber(redis.call('HGET', prefix .. kind, field))
  local forward = is_live(number) and forward_of(number)
  return forward and says(forward[part], field)
end

-- Whether live memories have the ordinal of a name.
local function is_used(name)
  local ordinal = redis.call('HGET', prefix .. kind, name)
  local uses = redis.call('HMGET', prefix .. 'uses', ordinal, ordinal .. ':' .. kind)
  return (tonumber(uses[1]) or 0) > 0 and uses[2] == name
end

local BELONGS = {
  ids = function(field) return leads_to(field, 'id') end,
  digests = function(field) return leads_to(field, 'digest') end,
  near = function(field) return leads_to(field, 'bands') end,
  successors = function(field) return is_live(tonumber(field)) end,
  predecessors = function(field) return is_live(tonumber(string.match(field, '%d+'))) end,
  promotions = function(id) return redis.call('HEXISTS', prefix .. 'ids', id) == 1 end,
  -- What is to be forgotten is no memory any more.
  forgets = function(id) return redis.call('HEXISTS', prefix .. 'ids', id) == 0 end,
  sessions = is_used,
  actors = is_used,
  unembedded = function(number) return is_live(tonumber(number)) end,
  versions = function(page) return redis.call('EXISTS', page_key('items', page)) == 1 end,
  untils = function(page) return page == 'all' or redis.call('EXISTS', page_key('items', page)) == 1 end,
}

if kind == 'terms' then
  local page = tonumber(ARGV[3])
  for i = 4, #ARGV, 2 do
    local term, n = ARGV[i], tonumber(ARGV[i + 1])
    local number = page * PAGE + n
    local forward = is_live(number) and forward_of(number)
    if not (forward and says(forward.terms, term)) then
      local postings = redis.call('HGET', page_key('terms', page), term) or ''
      if number_at(postings, lower_bound(postings, n)) == n then
        strays = strays + 1
        if may_drop then remove_postings(number, { term }) end
      end
    end
  end
  if may_drop and strays > 0 and redis.call('HEXISTS', prefix .. 'versions', page) == 1 then touch(page) end
elseif kind == 'vectors' then
  local page = tonumber(ARGV[3])
  for i = 4, #ARGV do
    local n = tonumber(ARGV[i])
    local number = page * PAGE + n
    local record = record_of(number)
    local has_vector = redis.call('HEXISTS', page_key('vectors', page), n) == 1
    local is_meant = record ~= nil and has(record, EMBEDDED)
    if has_vector ~= is_meant then
      strays = strays + 1
      if may_drop and has_vector then redis.call('HDEL', page_key('vectors', page), n)
      elseif may_drop then
        put_flag(record, EMBEDDED, false)
        redis.call('SADD', prefix .. 'unembedded', number)
        change_record(number, record)
        keep_until(page, record.expires)
      end
    end
  end
  drop_later()
else
  for i = 3, #ARGV do
    if is_there(ARGV[i]) and not BELONGS[kind](ARGV[i]) then
      strays = strays + 1
      if may_drop then redis.call(IS_SET[kind] and 'SREM' or 'HDEL', prefix .. kind, ARGV[i]) end
    end
  end
  if may_drop and strays > 0 and (kind == 'actors' or kind == 'successors') then
    touch_relations()
    redis.call('HINCRBY', prefix .. 'meta', 'version', 1)
  end
end
return strays
