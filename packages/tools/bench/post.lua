-- Posts the file BODY_FILE again and again as EVENT with SIGNATURE, each time with an id of its own, and ends with one line of JSON.

local file = assert(io.open(os.getenv('BODY_FILE'), 'rb'))
local body = file:read('*a')
file:close()

local prefix = os.getenv('ID_PREFIX')
local count = 0

function request()
  count = count + 1
  local headers = {
    ['Content-Type'] = 'application/json',
    ['User-Agent'] = 'GitHub-Hookshot/bench',
    ['X-GitHub-Event'] = os.getenv('EVENT'),
    ['X-GitHub-Delivery'] = prefix .. count,
    ['X-Hub-Signature-256'] = os.getenv('SIGNATURE')
  }
  return wrk.format('POST', nil, headers, body)
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '\n{"answers":%d,"non2xx":%d,"broken":%d,"seconds":%.6f,"p50Ms":%.3f,"p95Ms":%.3f,"p99Ms":%.3f}\n',
    summary.requests,
    errors.status,
    errors.connect + errors.read + errors.write + errors.timeout,
    summary.duration / 1e6,
    latency:percentile(50) / 1000,
    latency:percentile(95) / 1000,
    latency:percentile(99) / 1000
  ))
end
