-- The rates that a key counts on: its own, those of the keys above it, and its tenant's. Included after gcra.lua.
-- `prefix` begins every key of the slot; `field` names the limit in the tenant's hash, `own` in the record of a key; `default` is the limit of a
-- tenant that has set none, 0 for none. Requests are counted where keys/admit.lua counts them.
local function ratesOfKey(prefix, tenant, keyId, field, own, default, debt)
  local rates = {}
  local counter = prefix .. (field == 'requests_per_minute' and 'rate' or field) .. ':'
  local function add(id, limit)
    if limit and tonumber(limit) > 0 then rates[#rates + 1] = rateAt(counter .. id, tonumber(limit), 'key', debt) end
  end
  local record = redis.call('HMGET', prefix .. 'api-key:' .. keyId, own, 'ancestors')
  add(keyId, record[1])
  if record[2] then
    for _, above in ipairs(cjson.decode(record[2])) do add(above, redis.call('HGET', prefix .. 'api-key:' .. above, own)) end
  end
  local ofTenant = tonumber(redis.call('HGET', prefix .. 'limits:' .. tenant, field) or default)
  if ofTenant > 0 then rates[#rates + 1] = rateAt(counter .. 'tenant:' .. tenant, ofTenant, 'tenant', debt) end
  return rates
end

-- What is told of several rates: the one that takes longest to wait for, else the one that has least left.
local function tightest(rates, n)
  local worst, least
  for _, rate in ipairs(rates) do
    local wait = waitFor(rate, n)
    if n > rate.limit then return rate, wait, true end
    if wait > 0 and (not worst or wait > worst.wait) then worst = { rate = rate, wait = wait } end
    local left = (now + rate.quota - rate.free) / rate.turn
    if not least or left < least.left then least = { rate = rate, left = left } end
  end
  if worst then return worst.rate, worst.wait, false end
  return least and least.rate, 0, false
end
