-- Posts as post.lua does, at RATE requests a second over all connections together. A request goes when its time has come,
-- whether or not earlier ones were answered quickly.

dofile(debug.getinfo(1, 'S').source:match('^@(.*/)') .. 'post.lua')

local ffi = require('ffi')
ffi.cdef [[
  typedef struct { long seconds; long micros; } moment;
  int gettimeofday(moment *now, void *zone);
]]

local everyMs = 1000 / tonumber(os.getenv('RATE'))
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
