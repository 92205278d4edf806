-- Posts the file BODY_FILE as EVENT with SIGNATURE at RATE requests a second over all connections together, and ends with one line of JSON. A
-- request goes when its time has come, whether or not earlier ones were answered quickly.

local ffi = require('ffi')
ffi.cdef [[
  typedef struct { long seconds; long micros; } moment;
  int gettimeofday(moment *now, void *zone);
]]

local file = assert(io.open(os.getenv('BODY_FILE'), 'rb'))
local body = file:read('*a')
file:close()

local everyMs = 1000 / tonumber(os.getenv('RATE'))
local prefix = os.getenv('ID_PREFIX')
local count = 0
local moment = ffi.new('moment[1]')
local nextAt = nil

local function nowMs()
  ffi.C.gettimeofday(moment, nil)
  return tonumber(moment[0].seconds) * 1000 + tonumber(moment[0].micros) / 1000
end

function delay()
  local now = nowMs()
  -- What could not go for a second is let go, so that a pause is not followed by a flood.
  if nextAt == nil or nextAt < now - 1000 then nextAt = now end
  local wait = math.max(0, nextAt - now)
  nextAt = nextAt + everyMs
  return math.floor(wait)
end

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
    '\n{"answers":%d,"refused":%d,"seconds":%.6f,"p50Ms":%.3f,"p99Ms":%.3f}\n',
    summary.requests,
    errors.status + errors.connect + errors.read + errors.write + errors.timeout,
    summary.duration / 1e6,
    latency:percentile(50) / 1000,
    latency:percentile(99) / 1000
  ))
end
