import { type BreakerWhy, MINUTE, type Millis, type OpenBreaker, SECOND } from '@hookwright/model'

/** Result of a call, as a sign of the service's health. */
export type CallEnd = 'answered' | 'failed' | 'timed-out'

/** Calls within one second. */
interface Calls {
  /** Start of the second, in seconds. */
  at: number
  calls: number
  failed: number
}

/**
 * Circuit breaker of a host. A closed breaker contains the calls of the last minute, by second. `probeUntil`
 * is the time at which a probe in progress counts as lost; null without a probe.
 */
export type Breaker =
  | { is: 'closed'; seconds: Calls[]; timeouts: number }
  | { is: 'open'; open: OpenBreaker; probeUntil: Millis | null }

/** Permission to call: `call`, `probe`, or `held`, which allows no call before `until`. */
export type Pass = { is: 'call' } | { is: 'probe' } | { is: 'held'; until: Millis }

/** Finished call, including calls that bypass the breaker. */
export interface EndedCall {
  begunAt: Millis
  end: CallEnd
  isProbe: boolean
}

/**
 * Period in which calls are counted. The limits `LEAST_CALLS`, `MOST_FAILING` and `MOST_TIMEOUTS` decide when
 * a breaker opens.
 */
const WINDOW = MINUTE
const LEAST_CALLS = 20
const MOST_FAILING = 0.5
const MOST_TIMEOUTS = 5
/** Time before an open breaker allows a probe. Each failed probe doubles it, up to `LONGEST_PAUSE`. */
export const FIRST_PAUSE = 30 * SECOND
export const LONGEST_PAUSE = 10 * MINUTE

/** Closed breaker without counted calls. */
export const closedBreaker: Breaker = { is: 'closed', seconds: [], timeouts: 0 }

/**
 * Restores a stored breaker. Allows the next call, since the state of a call in progress is
 * unknown.
 */
export const breakerOf = (open: OpenBreaker | null): Breaker =>
  open === null ? closedBreaker : { is: 'open', open, probeUntil: null }

/** Corrects the times of an open breaker if a clock that was ahead set them. */
const withoutFuture = (breaker: Extract<Breaker, { is: 'open' }>, now: Millis): typeof breaker => {
  const { open, probeUntil } = breaker
  const until = Math.min(open.until, now + open.pause)
  const probe = probeUntil === null ? null : Math.min(probeUntil, now + FIRST_PAUSE)
  if (open.since <= now && until === open.until && probe === probeUntil) return breaker
  return { is: 'open', open: { ...open, since: Math.min(open.since, now), until }, probeUntil: probe }
}

/**
 * Requests permission for a call. If it becomes a probe, the caller must end it with {@link endCall} or
 * {@link loseProbe}.
 */
export const requestCall = (asked: Breaker, now: Millis): { breaker: Breaker; pass: Pass } => {
  if (asked.is === 'closed') return { breaker: asked, pass: { is: 'call' } }
  const breaker = withoutFuture(asked, now)
  const { open, probeUntil } = breaker
  if (now < open.until) return { breaker, pass: { is: 'held', until: open.until } }
  if (probeUntil !== null && now < probeUntil) {
    return { breaker, pass: { is: 'held', until: probeUntil } }
  }
  return { breaker: { ...breaker, probeUntil: now + FIRST_PAUSE }, pass: { is: 'probe' } }
}

/** Returns a breaker that is open for the given pause. */
const openFrom = (now: Millis, since: Millis, pause: Millis, why: BreakerWhy): Breaker => ({
  is: 'open',
  open: { since, until: now + pause, pause, why },
  probeUntil: null
})

const withCall = (seconds: Calls[], failed: boolean, now: Millis): Calls[] => {
  const at = Math.floor(now / SECOND)
  const recent = seconds.filter(each => each.at > at - WINDOW / SECOND && each.at <= at)
  const last = recent.at(-1)
  const counted = last?.at === at ? last : { at, calls: 0, failed: 0 }
  const rest = counted === last ? recent.slice(0, -1) : recent
  return [...rest, { at, calls: counted.calls + 1, failed: counted.failed + (failed ? 1 : 0) }]
}

const sumOf = (seconds: Calls[], what: 'calls' | 'failed'): number =>
  seconds.reduce((sum, each) => sum + each[what], 0)

const endWhileClosed = (breaker: Extract<Breaker, { is: 'closed' }>, end: CallEnd, now: Millis): Breaker => {
  const timeouts = end === 'timed-out' ? breaker.timeouts + 1 : 0
  const seconds = withCall(breaker.seconds, end !== 'answered', now)
  const [calls, failed] = [sumOf(seconds, 'calls'), sumOf(seconds, 'failed')]
  if (timeouts >= MOST_TIMEOUTS) {
    return openFrom(now, now, FIRST_PAUSE, { is: 'timeouts', calls: timeouts })
  }
  if (calls >= LEAST_CALLS && failed >= calls * MOST_FAILING) {
    return openFrom(now, now, FIRST_PAUSE, { is: 'failures', failed, calls })
  }
  return { is: 'closed', seconds, timeouts }
}

/**
 * Counts a finished call. An open breaker counts only calls that began since it opened. An answered call
 * closes it, and a failed probe doubles the pause.
 */
export const endCall = (ended: Breaker, call: EndedCall, now: Millis): Breaker => {
  const { end, isProbe, begunAt } = call
  if (ended.is === 'closed') return endWhileClosed(ended, end, now)
  const breaker = withoutFuture(ended, now)
  const { open } = breaker
  if (isProbe ? begunAt < open.since : begunAt <= open.since) return breaker
  if (end === 'answered') return closedBreaker
  return isProbe ? openFrom(now, open.since, Math.min(LONGEST_PAUSE, open.pause * 2), open.why) : breaker
}

/** Ends a probe without a result; the next call becomes the probe. */
export const loseProbe = (breaker: Breaker): Breaker =>
  breaker.is === 'open' ? { ...breaker, probeUntil: null } : breaker

/** Allows the next request immediately, as a manual probe. */
export const probeNow = (breaker: Breaker, now: Millis): Breaker =>
  breaker.is === 'open'
    ? { ...breaker, open: { ...breaker.open, until: Math.min(now, breaker.open.until) } }
    : breaker
