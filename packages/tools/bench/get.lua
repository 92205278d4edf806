-- Gets one address again and again with COOKIE, and ends with one line of JSON.

local cookie = os.getenv('COOKIE')

function request()
  return wrk.format('GET', nil, { ['Cookie'] = cookie })
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '\n{"answers":%d,"refused":%d,"p50Ms":%.3f,"p99Ms":%.3f}\n',
    summary.requests,
    errors.status + errors.connect + errors.read + errors.write + errors.timeout,
    latency:percentile(50) / 1000,
    latency:percentile(99) / 1000
  ))
end
