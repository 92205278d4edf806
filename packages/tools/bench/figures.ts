import { judged } from './goals.ts'
import type { measureAcks } from './measure-acks.ts'
import type { MeasuredLoad } from './measure-loads.ts'
import type { Measured } from './measure-round.ts'
import { median, percentile, rounded } from './median.ts'
import { disturbingCores } from './wait-for-quiet.ts'

/**
 * Targets of a run, as bounds. Ratios and counts hold on any machine, times and sizes on the one where they were set.
 */
export const bounds = {
  /** Minimum share of the reference rate. */
  ratio: { usual: 0.8, paused: 0.8, large: 0.8 },
  /** Maximum share of the CPU time of a delivery under the usual load. */
  cpuRatio: 1.5,
  /** Maximum share of the response time at a steady rate, in the best round. */
  ackP50: 1.5,
  ackP99: 2,
  /** Maximum time from the arrival of a delivery to the end of its run, in the best round. */
  executedP50Ms: 2,
  executedP99Ms: 25,
  coldStart: 5,
  idleMb: 120
}

interface Given {
  loads: MeasuredLoad[]
  acks: Awaited<ReturnType<typeof measureAcks>>
  rows: { stored: number; waiting: number; succeeded: number }
  coldMs: { product: number[]; reference: number[] }
  idleMb: number
  connections: number
}

/**
 * Returns the figures to print and the reached targets.
 *
 * @param given.rows of the product, at the end
 * @param given.connections as many requests wrk leaves unheard when it stops
 */
export function figuresOf({ loads, acks, rows, coldMs, idleMb, connections }: Given) {
  const products = loads.flatMap(({ product }) => product)
  const failures =
    acks.refused + sum(products.map(({ non2xx, broken, failuresBefore }) => non2xx + broken + failuresBefore))
  const answered =
    acks.answers + sum(products.map(({ answers, answersBefore }) => answers + answersBefore)) - failures
  const unheard = 2 * products.length * connections + acks.rounds.length * connections
  const foreign = loads.flatMap(load => [...load.product, ...load.reference]).map(each => each.foreignCores)
  const told = loads.map(loadFigures)
  const usual = told.find(({ name }) => name === 'usual')
  const ack = ackFigures(acks.rounds)
  const coldStart = {
    bestMs: Math.min(...coldMs.product),
    medianMs: median(coldMs.product),
    ratio: rounded(median(coldMs.product) / median(coldMs.reference))
  }
  const goals: Record<string, boolean> = {
    ...Object.fromEntries(told.map(({ name, ratio }) => [name, ratio.median >= bounds.ratio[name]])),
    cpu: usual !== undefined && usual.cpuRatio <= bounds.cpuRatio,
    non2xx: failures === 0,
    rows:
      rows.stored >= answered &&
      rows.stored <= answered + unheard &&
      rows.waiting === 0 &&
      rows.succeeded === rows.stored,
    ackP50: ack.p50Ratio <= bounds.ackP50,
    ackP99: ack.p99Ratio <= bounds.ackP99,
    executed: ack.executedP50Ms <= bounds.executedP50Ms && ack.executedP99Ms <= bounds.executedP99Ms,
    coldStart: coldStart.ratio <= bounds.coldStart,
    idle: idleMb <= bounds.idleMb
  }
  return {
    loads: told,
    ack,
    rows: { answered, ...rows, unheardAtMost: unheard },
    failures,
    coldStart,
    idleMb,
    foreignCores: { median: median(foreign), most: Math.max(...foreign) },
    disturbedRounds: foreign.filter(cores => cores > disturbingCores).length,
    rounds: foreign.length,
    ...judged(goals)
  }
}

function loadFigures({ plan, product, reference }: MeasuredLoad) {
  const ratios = product.map((round, index) => round.perSecond / (reference[index]?.perSecond ?? Number.NaN))
  return {
    name: plan.name,
    what: plan.what,
    product: summaryOf(product),
    reference: summaryOf(reference),
    ratio: { byRound: ratios.map(rounded), median: rounded(median(ratios)) },
    cpuRatio: rounded(cpuPerThousand(product) / cpuPerThousand(reference)),
    drainMs: Math.max(...product.map(({ drainMs }) => drainMs))
  }
}

function ackFigures(rounds: Awaited<ReturnType<typeof measureAcks>>['rounds']) {
  const best = (numbers: number[]) => rounded(Math.min(...numbers))
  return {
    p50Ratio: best(rounds.map(({ product, reference }) => product.p50Ms / reference.p50Ms)),
    p99Ratio: best(rounds.map(({ product, reference }) => product.p99Ms / reference.p99Ms)),
    p50Ms: median(rounds.map(({ product }) => product.p50Ms)),
    p99Ms: median(rounds.map(({ product }) => product.p99Ms)),
    // The clock of the rows counts whole milliseconds from the arrival; the answer came after its commit.
    executedP50Ms: best(
      rounds.map(({ product, lags }) => Math.max(0, percentile(lags, 0.5) - product.p50Ms))
    ),
    executedP99Ms: best(rounds.map(({ lags }) => percentile(lags, 0.99)))
  }
}

function summaryOf(rounds: Measured[]) {
  return {
    perSecond: rounds.map(({ perSecond }) => Math.round(perSecond)),
    medianPerSecond: median(rounds.map(({ perSecond }) => perSecond)),
    p50Ms: median(rounds.map(({ p50Ms }) => p50Ms)),
    p99Ms: median(rounds.map(({ p99Ms }) => p99Ms)),
    cpuPerThousand: cpuPerThousand(rounds),
    peakMb: Math.max(...rounds.map(({ peakMb }) => peakMb))
  }
}

function cpuPerThousand(rounds: Measured[]) {
  return median(rounds.map(round => round.cpuPerThousand))
}

function sum(numbers: number[]) {
  return numbers.reduce((total, number) => total + number, 0)
}
