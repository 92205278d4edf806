import { bounds, type figuresOf } from './figures.ts'
import { row } from './goals.ts'

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
