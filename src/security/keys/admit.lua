-- Decides on one request of an API key, in one call: whose it is, whether it still holds, whether it and its tenant have a turn left; and
-- notes what is about to be done, so that nothing can be done without a trace. Requests at the same time on any replica count exactly; a key
-- that was revoked is refused by the very next call.
-- Rates are those of gcra.lua. A key below others takes a turn of theirs, too. Of all rates each has a
-- turn left, or none is taken. Lua interns strings, so comparing them tells nothing by its time.
-- KEYS[1] record of the key; all others begin with ARGV[1] and lie in its slot
-- ARGV[1] prefix of the slot   ARGV[2] key id   ARGV[3] version of the record that the caller knows, or ''
-- ARGV[4] id of an operation that changes something, or ''   ARGV[5] what the audit is to know of it (JSON)
-- ARGV[6] requests a minute of a tenant that has set none, or 0
-- ARGV[7] 'secret', then pairs of pepper id and digest, the current pepper's first; or
--         'signature', its generation, nonce and seconds the nonce is kept
-- Returns { verdict, tenant id, record, turn }: verdict is 'unknown', 'mismatch', 'revoked', 'expired', 'unsigned', 'replayed', 'unrecordable' (the
-- operation could not be noted) or 'admitted'; record is
-- its fields and values, empty where the caller knows them; turn is empty without a limit, else { limit, remaining, µs until the quota is
-- free, µs to wait: 0 when the turn was taken, 'key' or 'tenant' } of the rate that has least left.
-- @include ../limits/gcra.lua
local prefix, keyId = ARGV[1], ARGV[2]
local f = redis.call('HMGET', KEYS[1], 'tenantId', 'digest', 'pepperId', 'version', 'revokedAtMs', 'expiresAtMs', 'requestsPerMinute',
  'ancestors', 'previous', 'generation', 'signs', 'lastUsedHour')
local tenant, digest, pepper, version, revoked, expires, limit = f[1], f[2], f[3], f[4], f[5], f[6], f[7]
local ancestors, previous, generation, signs, usedHour = f[8], f[9], f[10], f[11], f[12]
if not tenant then return { 'unknown' } end

local nowMs = math.floor(now / 1000)

local rehash = false
local shown = false
local earlier = previous and cjson.decode(previous) or {}
if ARGV[7] == 'secret' then
  for i = 8, #ARGV, 2 do
    if ARGV[i] == pepper and ARGV[i + 1] == digest then
      shown = true
      rehash = i > 8
    end
    for _, one in ipairs(earlier) do
      if one.untilMs > nowMs and one.pepperId == ARGV[i] and one.digest == ARGV[i + 1] then shown = true end
    end
  end
else
  shown = ARGV[8] == generation
  for _, one in ipairs(earlier) do
    if one.untilMs > nowMs and tostring(one.generation) == ARGV[8] then shown = true end
  end
end
if not shown then return { 'mismatch', tenant } end
if revoked then return { 'revoked', tenant } end
if expires and tonumber(expires) <= nowMs then return { 'expired', tenant } end

local function addRate(rates, name, perMinute, whose)
  local r = rateAt(name, perMinute, whose, 0)
  r.wait = waitFor(r, 1)
  rates[#rates + 1] = r
end

local rates = {}
if limit then addRate(rates, prefix .. 'rate:' .. keyId, tonumber(limit), 'key') end
if ancestors then
  for _, above in ipairs(cjson.decode(ancestors)) do
    local a = redis.call('HMGET', prefix .. 'api-key:' .. above, 'tenantId', 'revokedAtMs', 'expiresAtMs', 'requestsPerMinute')
    if not a[1] or a[2] then return { 'revoked', tenant } end
    if a[3] and tonumber(a[3]) <= nowMs then return { 'expired', tenant } end
    if a[4] then addRate(rates, prefix .. 'rate:' .. above, tonumber(a[4]), 'key') end
  end
end
if ARGV[7] == 'secret' and signs == 'true' then return { 'unsigned', tenant } end
if ARGV[7] == 'signature' and not redis.call('SET', prefix .. 'nonce:' .. keyId .. ':' .. ARGV[9], '1', 'EX', ARGV[10], 'NX') then
  return { 'replayed', tenant }
end
local ofTenant = tonumber(redis.call('HGET', prefix .. 'limits:' .. tenant, 'requests_per_minute') or ARGV[6])
if ofTenant > 0 then addRate(rates, prefix .. 'rate:tenant:' .. tenant, ofTenant, 'tenant') end

local waiting, least
for _, r in ipairs(rates) do
  if r.wait > 0 and (not waiting or r.wait > waiting.wait) then waiting = r end
end
for _, r in ipairs(rates) do
  if not waiting then take(r, 1) end
  r.left = math.floor((now + r.quota - r.free) / r.turn)
  if not least or r.left < least.left then least = r end
end
local tightest = waiting or least
local turn = tightest and told(tightest, tightest.wait) or {}

if not waiting then
  local hour = string.format('%.0f', math.floor(nowMs / 3600000))
  -- A full Redis refuses writes; who only reads is let in nevertheless.
  if rehash then redis.pcall('HSET', KEYS[1], 'pepperId', ARGV[8], 'digest', ARGV[9]) end
  if usedHour ~= hour then redis.pcall('HSET', KEYS[1], 'lastUsedHour', hour) end
end
-- What was refused a turn is noted like the rest: its event takes the note away.
if ARGV[4] ~= '' then
  -- Where the log itself cannot be written nothing is to be changed.
  local head = redis.pcall('HGET', prefix .. 'audit:' .. tenant .. ':head', 'sequence')
  local noted = redis.pcall('HSET', prefix .. 'audit:' .. tenant .. ':open', ARGV[4], keyId .. ' ' .. ARGV[5])
  if type(head) == 'table' or type(noted) == 'table' then return { 'unrecordable', tenant } end
end

local record = {}
if version ~= ARGV[3] then record = redis.call('HGETALL', KEYS[1]) end
return { 'admitted', tenant, record, turn }
