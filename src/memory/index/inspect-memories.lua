-- Reads some numbers of one page with all that finds them, as they stand at one moment. Changes nothing.
-- KEYS[1] prefix of the network's memory keys, all of one hash tag
-- ARGV[1] page   ARGV[2] first number in the page   ARGV[3] last number in the page   ARGV[4] 1 when bodies are wanted, else 0
-- Returns the number in the page up to which it came, then for each number that there is anything of {number in the page, record or '' where
-- there is none or none that can be one, 1 when it has an item else 0, body or '', what finds it
-- (as in forward) or '', a byte for each of its terms: the frequency in the postings or 0, the number of its id or -1, that of its digest or -1}.
-- @include memory-index.lua
local page, first, last = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local postings_of = {}

local function fetch(terms)
  local missing = {}
  for _, term in ipairs(terms) do
    if postings_of[term] == nil then
      postings_of[term] = false
      missing[#missing + 1] = term
    end
  end
  terms_seen = terms_seen + #terms
  for from = 1, #missing, 500 do
    local to = math.min(from + 499, #missing)
    local found = redis.call('HMGET', page_key('terms', page), unpack(missing, from, to))
    for i = from, to do postings_of[missing[i]] = found[i - from + 1] end
  end
end

local function frequency(term, n)
  local postings = postings_of[term]
  if not postings then return 0 end
  local at = lower_bound(postings, n)
  return number_at(postings, at) == n and string.byte(postings, at + 3) or 0
end

local MAX_BYTES = 4194304
local rows, n, bytes = {}, first - 1, 0
while n < last and bytes < MAX_BYTES and not has_seen_enough() do
  n = n + 1
  local number = page * PAGE + n
  local record, forward = record_of(number), redis.call('HGET', page_key('forward', page), n)
  local is_there = redis.call('HEXISTS', page_key('items', page), n)
  local is_whole = record ~= nil and is_sound(record)
  if record or forward or is_there == 1 then
    local frequencies, of_id, of_digest = {}, false, false
    local found = forward and forward_of(number)
    if found then
      local terms = words_of(found.terms)
      fetch(terms)
      for i, term in ipairs(terms) do frequencies[i] = string.char(frequency(term, n)) end
      of_id = redis.call('HGET', prefix .. 'ids', found.id)
      of_digest = redis.call('HGET', prefix .. 'digests', found.digest)
    end
    local body = ARGV[4] == '1' and is_there == 1 and redis.call('HGET', page_key('items', page), n) or ''
    bytes = bytes + #body
    rows[#rows + 1] = {
      n, is_whole and bytes_of(record) or '', is_there, body, forward or '', table.concat(frequencies),
      tonumber(of_id or -1), tonumber(of_digest or -1),
    }
  end
end
return { n, unpack(rows) }
