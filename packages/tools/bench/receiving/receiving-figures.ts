import { judged, row } from '../goals.ts'
import { median, percentile, rounded } from '../median.ts'
import { disturbingCores } from '../wait-for-quiet.ts'
import type { Measured, MeasuredLoad, measureAcks } from './measure-loads.ts'

/**
 * Targets. Ratios and counts apply to any machine. Times and sizes apply to the machine on which they were
 * set.
 */
const bounds = {
  /** Minimum rate, as a ratio to the reference. */
  ratio: { usual: 0.8, paused: 0.8, large: 0.8 },
  /** Maximum CPU time per delivery under the usual load, as a ratio to the reference. */
  cpuRatio: 1.5,
  /** Maximum response time at a steady rate in the best round, as a ratio to the reference. */
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
 * @param given.rows numbers of the product's rows at the end
 * @param given.connections number of connections of wrk. When wrk stops, it may ignore as many responses.
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

type Figures = ReturnType<typeof figuresOf>

/** Formats the report of a bench: tables in Markdown. */
export function reportOf(figures: Figures): string {
  const { loads, rows, foreignCores, disturbedRounds } = figures
  return [
    '',
    '| signed | | 2xx/s: median (by round) | p50 / p99 ms | CPU s per 1000 | peak MB |',
    '|---|---|---|---|---|---|',
    ...loads.flatMap(load => [
      rowOf(load.what, 'product', load.product),
      rowOf('', 'reference', load.reference)
    ]),
    '',
    '| goal | bound | found | |',
    '|---|---|---|---|',
    ...goalLines(figures),
    '',
    `wrk does not hear the answers to requests under way when it stops: ${rows.unheardAtMost} rows more are as many as can be.`,
    disturbedRounds > 0
      ? `DISTURBED: other processes took ${foreignCores.median.toFixed(2)} cores in the median, ${foreignCores.most.toFixed(2)} at most, ` +
        `and too much in ${disturbedRounds} of ${figures.rounds} rounds; CPU per 1000 says more than the rates.`
      : `The machine was quiet: other processes took ${foreignCores.most.toFixed(2)} cores at most.`,
    ''
  ].join('\n')
}

function rowOf(what: string, name: string, of: Figures['loads'][number]['product']) {
  const rates = `${of.medianPerSecond.toFixed(0)} (${of.perSecond.join(', ')})`
  const waits = `${of.p50Ms.toFixed(1)} / ${of.p99Ms.toFixed(1)}`
  return row(what, name, rates, waits, of.cpuPerThousand.toFixed(3), of.peakMb.toFixed(0))
}

function goalLines({ loads, ack, rows, coldStart, goals, failures, idleMb }: Figures): string[] {
  const usual = loads.find(({ name }) => name === 'usual')
  return [
    ...loads.map(({ name, what, ratio }) =>
      row(
        `rate to the reference, ${what}`,
        `≥ ${bounds.ratio[name]}`,
        `${ratio.median.toFixed(2)} (${ratio.byRound.map(each => each.toFixed(2)).join(', ')})`,
        goals[name]
      )
    ),
    row(
      'CPU per delivery, flow included',
      `≤ ${bounds.cpuRatio} ×`,
      `${usual?.cpuRatio.toFixed(2)} ×`,
      goals.cpu
    ),
    row('requests not answered with 2xx', '0', String(failures), goals.non2xx),
    row(
      'rows = 2xx, all run',
      `${rows.answered} to ${rows.answered + rows.unheardAtMost}`,
      `${rows.stored} stored, ${rows.succeeded} run, ${rows.waiting} waiting`,
      goals.rows
    ),
    row(
      'answer at 200/s, p50',
      `≤ ${bounds.ackP50} ×`,
      `${ack.p50Ratio.toFixed(2)} ×, ${ack.p50Ms.toFixed(1)} ms`,
      goals.ackP50
    ),
    row(
      'answer at 200/s, p99',
      `≤ ${bounds.ackP99} ×`,
      `${ack.p99Ratio.toFixed(2)} ×, ${ack.p99Ms.toFixed(1)} ms`,
      goals.ackP99
    ),
    row(
      'answered to executed at 200/s, p50 / p99',
      `≤ ${bounds.executedP50Ms} / ${bounds.executedP99Ms} ms`,
      `${ack.executedP50Ms.toFixed(1)} / ${ack.executedP99Ms.toFixed(0)} ms`,
      goals.executed
    ),
    row(
      'cold start to first 2xx',
      `≤ ${bounds.coldStart} ×`,
      `${coldStart.ratio.toFixed(2)} ×, median ${coldStart.medianMs.toFixed(0)} ms, best ${coldStart.bestMs.toFixed(0)} ms`,
      goals.coldStart
    ),
    row('idle memory', `≤ ${bounds.idleMb} MB`, `${idleMb.toFixed(0)} MB`, goals.idle)
  ]
}
