import { judged, row } from '../goals.ts'
import { median, percentile, rounded } from '../median.ts'

/** Arrival of a delivery, and start and end of its run, in milliseconds. */
export interface RunTimes {
  received: number
  started: number
  finished: number
}

/** Result of one round. */
export interface RunsRound {
  /** Number of accepted deliveries. */
  accepted: number
  /** Number of runs that did not succeed. */
  failed: number
  /** Runs that have ended. */
  ran: RunTimes[]
}

/**
 * Targets: minimum number of runs per second, and maximum start delay of the slowest runs in milliseconds.
 * Deliveries arrive faster than they can run.
 */
const runsBounds = { perSecond: 60, lagMs: 5_000 }

/**
 * Load of the bench: deliveries per second, duration in seconds, and response time of the service in
 * milliseconds.
 */
export const runsLoad = { rate: 80, seconds: 15, answersAfterMs: 20 }

/** Returns the figures to print and the reached targets. The median of the rounds counts. */
export function runsFiguresOf(rounds: RunsRound[]) {
  const accepted = rounds.reduce((sum, round) => sum + round.accepted, 0)
  const ran = rounds.reduce((sum, round) => sum + round.ran.length, 0)
  const failed = rounds.reduce((sum, round) => sum + round.failed, 0)
  const figures = {
    perSecond: rounded(median(rounds.map(held))),
    lagP50Ms: median(rounds.map(round => lag(round, 0.5))),
    lagP95Ms: median(rounds.map(round => lag(round, 0.95))),
    tookP50Ms: median(rounds.map(({ ran: all }) => percentile(all.map(took), 0.5))),
    accepted,
    ran,
    failed
  }
  const goals = {
    perSecond: figures.perSecond >= runsBounds.perSecond,
    lag: figures.lagP95Ms <= runsBounds.lagMs,
    all: accepted > 0 && ran === accepted && failed === 0
  }
  return { ...figures, ...judged(goals) }
}

const took = ({ started, finished }: RunTimes) => finished - started

/** Returns the runs per second, from the first delivery to the end of the last run. */
function held({ ran }: RunsRound) {
  const first = Math.min(...ran.map(({ received }) => received))
  const last = Math.max(...ran.map(({ finished }) => finished))
  return ran.length / ((last - first) / 1_000)
}

function lag({ ran }: RunsRound, share: number) {
  return percentile(
    ran.map(({ received, started }) => started - received),
    share
  )
}

/** Formats the report of the runs bench: a table in Markdown. */
export function runsReportOf({
  perSecond,
  lagP50Ms,
  lagP95Ms,
  tookP50Ms,
  accepted,
  ran,
  failed,
  goals
}: ReturnType<typeof runsFiguresOf>): string {
  return [
    '',
    `| runs with a call that takes ${runsLoad.answersAfterMs} ms, ${runsLoad.rate} deliveries/s | goal | product | |`,
    '|---|---|---|---|',
    row('runs a second', `≥ ${runsBounds.perSecond}/s`, `${perSecond.toFixed(1)}/s`, goals.perSecond),
    row(
      'from arrival to the start of its run, p95',
      `≤ ${runsBounds.lagMs} ms`,
      `${lagP95Ms.toFixed(0)} ms (p50 ${lagP50Ms.toFixed(0)} ms); a run took ${tookP50Ms.toFixed(0)} ms`,
      goals.lag
    ),
    row('runs that succeeded', 'all', `${ran - failed} of ${accepted}`, goals.all),
    ''
  ].join('\n')
}
