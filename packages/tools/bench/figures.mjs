import { median, rounded } from './median.mjs'
import { disturbingCores } from './wait-for-quiet.mjs'

/** @typedef {import('./measure-round.mjs').Measured} Measured */

/** Goals of a run, each a bound. Ratios and counts hold on any machine, times and sizes for the one they were set on. */
export const bounds = { ratio: 0.6, coldStartMs: 1000, idleMb: 130 }

/**
 * Brings what was measured to the figures that are printed, and says which goals were reached.
 *
 * @param {object} given
 * @param {{ product: Measured[], reference: Measured[] }} given.measured by round
 * @param {{ stored: number, waiting: number, succeeded: number }} given.rows of the product, at the end
 * @param {number[]} given.coldMs
 * @param {number} given.idleMb
 * @param {number} given.connections as many requests wrk leaves unheard when it stops
 */
export function figuresOf({ measured, rows, coldMs, idleMb, connections }) {
  const { product, reference } = measured
  const ratios = product.map((round, index) => round.perSecond / (reference[index]?.perSecond ?? Number.NaN))
  // What is drained after the load was answered too soon: the rate at which all work was done.
  const sustained = product.map((round, index) => {
    const rest = round.seconds / (round.seconds + round.drainMs / 1000)
    return (ratios[index] ?? Number.NaN) * rest
  })
  const failures = sum(product.map(({ non2xx, broken, failuresBefore }) => non2xx + broken + failuresBefore))
  const answered = sum(product.map(({ answers, answersBefore }) => answers + answersBefore)) - failures
  const unheard = 2 * product.length * connections
  const foreign = [...product, ...reference].map(({ foreignCores }) => foreignCores)
  const ratio = { byRound: ratios.map(rounded), median: median(ratios), sustained: median(sustained) }
  const coldStart = { bestMs: Math.min(...coldMs), medianMs: median(coldMs) }
  const goals = {
    ratio: ratio.median >= bounds.ratio,
    non2xx: failures === 0,
    rows:
      rows.stored >= answered &&
      rows.stored <= answered + unheard &&
      rows.waiting === 0 &&
      rows.succeeded === rows.stored,
    coldStart: coldStart.medianMs <= bounds.coldStartMs,
    idle: idleMb <= bounds.idleMb
  }
  return {
    product: summaryOf(product),
    reference: summaryOf(reference),
    ratio,
    cpuRatio: rounded(cpuPerThousand(product) / cpuPerThousand(reference)),
    rows: { answered, ...rows, unheardAtMost: unheard },
    failures,
    drainMs: Math.max(...product.map(({ drainMs }) => drainMs)),
    coldStart,
    idleMb,
    foreignCores: { median: median(foreign), most: Math.max(...foreign) },
    disturbedRounds: foreign.filter(cores => cores > disturbingCores).length,
    goals,
    reached: Object.values(goals).every(Boolean)
  }
}

/** @param {Measured[]} rounds */
function summaryOf(rounds) {
  return {
    perSecond: rounds.map(({ perSecond }) => Math.round(perSecond)),
    medianPerSecond: median(rounds.map(({ perSecond }) => perSecond)),
    p50Ms: median(rounds.map(({ p50Ms }) => p50Ms)),
    p99Ms: median(rounds.map(({ p99Ms }) => p99Ms)),
    cpuPerThousand: cpuPerThousand(rounds),
    peakMb: Math.max(...rounds.map(({ peakMb }) => peakMb))
  }
}

/** @param {Measured[]} rounds */
function cpuPerThousand(rounds) {
  return median(rounds.map(round => round.cpuPerThousand))
}

/** @param {number[]} numbers */
function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0)
}
