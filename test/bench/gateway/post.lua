-- What wrk sends: BODY, with the headers of HEADERS ("name: value" lines); afterwards one line of figures on stderr.
wrk.method = 'POST'
wrk.body = os.getenv('BODY')
wrk.headers['Content-Type'] = 'application/json'
for name, value in os.getenv('HEADERS'):gmatch('([^\n:]+): ([^\n]+)') do wrk.headers[name] = value end

-- Latencies in ms. RESULT requests req/s p50 p95 p99 max errors non2xx
function done(summary, latency)
  local errors = summary.errors
  io.stderr:write(string.format('RESULT %d %.1f %.3f %.3f %.3f %.3f %d %d\n',
    summary.requests, summary.requests / (summary.duration / 1e6),
    latency:percentile(50) / 1000, latency:percentile(95) / 1000, latency:percentile(99) / 1000, latency.max / 1000,
    errors.connect + errors.read + errors.write + errors.timeout, errors.status))
end
