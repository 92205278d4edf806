import { disturbanceLine, disturbanceOf, judged, row } from '../goals.ts'
import { median, rounded } from '../median.ts'
import type { BySize } from './measure-processes.ts'
import type { Compared, Received, Receiving } from './measure-receiving.ts'

/**
 * Targets. `paused`, `on` and `ackP95` are ratios to the reference server; `two` and `four` are ratios of
 * several processes to one process.
 */
const bounds = { paused: 0.45, on: 0.25, ackP95: 3, two: 1.9, four: 3.5 }

/** Returns the figures to print and the reached targets. The median of the rounds counts. */
export function postgresFiguresOf({ receiving, processes }: { receiving: Receiving; processes: BySize }) {
  const { on, paused, acks, rows } = receiving
  const rateOf = (size: keyof BySize) => rounded(median(processes[size].map(({ perSecond }) => perSecond)))
  const one = rateOf(1)
  const figures = {
    paused: sharesOf(paused),
    on: sharesOf(on),
    ack: {
      ratio: rounded(median(ratiosOf(acks, ({ p95Ms }) => p95Ms))),
      p95Ms: median(acks.product.map(({ p95Ms }) => p95Ms)),
      p50Ms: median(acks.product.map(({ p50Ms }) => p50Ms))
    },
    runs: { one, two: rateOf(2), four: rateOf(4) },
    rows,
    disturbance: disturbanceOf([...on.product, ...on.reference, ...paused.product, ...paused.reference])
  }
  const received = [...on.product, ...paused.product]
  const ran = Object.values(processes).flat()
  const goals = {
    paused: figures.paused.ratio >= bounds.paused,
    on: figures.on.ratio >= bounds.on,
    ackP95: figures.ack.ratio <= bounds.ackP95,
    two: figures.runs.two / one >= bounds.two,
    four: figures.runs.four / one >= bounds.four,
    non2xx:
      received.every(({ non2xx, broken }) => non2xx + broken === 0) &&
      acks.product.every(({ refused }) => refused === 0),
    rows: rows.stored >= rows.answered && rows.succeeded === rows.stored,
    runs: ran.length > 0 && ran.every(({ sent, succeeded }) => sent > 0 && succeeded === sent)
  }
  return { ...figures, ...judged(goals) }
}

function ratiosOf<Measured>({ product, reference }: Compared<Measured>, of: (measured: Measured) => number) {
  return product.map((round, index) => {
    const other = reference[index]
    return of(round) / (other === undefined ? Number.NaN : of(other))
  })
}

function sharesOf(compared: Compared<Received>) {
  const ratios = ratiosOf(compared, ({ perSecond }) => perSecond)
  const perSecond = (of: Received[]) => median(of.map(round => Math.round(round.perSecond)))
  return {
    ratio: rounded(median(ratios)),
    byRound: ratios.map(rounded),
    product: perSecond(compared.product),
    reference: perSecond(compared.reference),
    drainMs: Math.max(0, ...compared.product.map(({ drainMs }) => Math.round(drainMs)))
  }
}

/** Formats the report of the PostgreSQL bench: a table in Markdown. */
export function postgresReportOf(figures: ReturnType<typeof postgresFiguresOf>): string {
  const { paused, on, ack, runs, rows, goals, disturbance } = figures
  const rates = ({ ratio, product, reference }: typeof on) =>
    `${ratio.toFixed(2)} ×: ${product}/s of ${reference}/s`
  const times = (rate: number) => `${(rate / runs.one).toFixed(2)} ×: ${rate.toFixed(1)}/s`
  return [
    '',
    '| on PostgreSQL, fsync on | goal | product | |',
    '|---|---|---|---|',
    row('receiving with the flow paused', `≥ ${bounds.paused} × the reference`, rates(paused), goals.paused),
    row('receiving with the flow on, until every run has ended', `≥ ${bounds.on} ×`, rates(on), goals.on),
    row(
      'answer at 200/s, p95',
      `≤ ${bounds.ackP95} ×`,
      `${ack.ratio.toFixed(2)} ×: ${ack.p95Ms.toFixed(1)} ms (p50 ${ack.p50Ms.toFixed(1)} ms)`,
      goals.ackP95
    ),
    row('answers of 2xx', 'all', goals.non2xx ? 'all' : 'not all', goals.non2xx),
    row('runs that succeeded', 'all', `${rows.succeeded} of ${rows.stored}`, goals.rows),
    row('runs that call a service of 1 s, one process', '', `${runs.one.toFixed(1)}/s`),
    row('two processes', `≥ ${bounds.two} × one`, times(runs.two), goals.two),
    row('four processes', `≥ ${bounds.four} × one`, times(runs.four), goals.four),
    row('of these runs succeeded', 'all', goals.runs ? 'all' : 'not all', goals.runs),
    '',
    disturbanceLine(disturbance),
    ''
  ].join('\n')
}
