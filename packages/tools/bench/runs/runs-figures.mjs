import { median, percentile, rounded } from '../median.mjs'

/**
 * When one delivery came, when its run began and when that ended, in milliseconds.
 *
 * @typedef {{ received: number, started: number, finished: number }} Ran
 */

/**
 * Result of one round.
 *
 * @typedef {object} RunsRound
 * @property {number} accepted deliveries
 * @property {number} failed runs that did not succeed
 * @property {Ran[]} ran runs that have ended
 */

/** Goals: runs a second that are held while deliveries come faster, and how late the slowest begin, in milliseconds. */
export const runsBounds = { perSecond: 60, lagMs: 5_000 }

/** Deliveries a second, and how long the service of each run takes, in milliseconds. */
export const runsLoad = { rate: 80, seconds: 15, answersAfterMs: 20 }

/**
 * Brings what was measured to the figures that are printed, and says which goals were reached. Of the rounds the median
 * counts.
 *
 * @param {RunsRound[]} rounds
 */
export function runsFiguresOf(rounds) {
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
  return { ...figures, goals, reached: Object.values(goals).every(Boolean) }
}

/** @param {Ran} ran */
const took = ({ started, finished }) => finished - started

/**
 * Runs a second, from the first delivery to the last end.
 *
 * @param {RunsRound} round
 */
function held({ ran }) {
  const first = Math.min(...ran.map(({ received }) => received))
  const last = Math.max(...ran.map(({ finished }) => finished))
  return ran.length / ((last - first) / 1_000)
}

/**
 * @param {RunsRound} round
 * @param {number} share
 */
function lag({ ran }, share) {
  return percentile(
    ran.map(({ received, started }) => started - received),
    share
  )
}
