import { bounds } from './figures.mjs'

/**
 * What a bench came to, for people: tables in Markdown.
 *
 * @param {ReturnType<typeof import('./figures.mjs').figuresOf>} figures
 * @returns {string}
 */
export function reportOf(figures) {
  const { product, reference, ratio, rows, coldStart, goals, foreignCores, disturbedRounds } = figures
  const row = (/** @type {string} */ name, /** @type {typeof product} */ of) =>
    `| ${name} | ${of.medianPerSecond.toFixed(0)} (${of.perSecond.join(', ')}) | ${of.p50Ms.toFixed(1)} / ` +
    `${of.p99Ms.toFixed(1)} | ${of.cpuPerThousand.toFixed(3)} | ${of.peakMb.toFixed(0)} |`
  const goal = (
    /** @type {string} */ name,
    /** @type {string} */ bound,
    /** @type {string} */ found,
    /** @type {boolean} */ reached
  ) => `| ${name} | ${bound} | ${found} | ${reached ? 'reached' : 'MISSED'} |`
  return [
    '',
    '| | 2xx/s: median (by round) | p50 / p99 ms | CPU s per 1000 | peak MB |',
    '|---|---|---|---|---|',
    row('product', product),
    row('reference', reference),
    '',
    `Product to reference, by round: ${ratio.byRound.map(each => each.toFixed(2)).join(', ')}; with the time ` +
      `until the last run had ended: ${ratio.sustained.toFixed(2)}. The longest drain took ${figures.drainMs.toFixed(0)} ms. ` +
      `CPU per delivery: ${figures.cpuRatio.toFixed(2)} times the reference.`,
    '',
    '| goal | bound | found | |',
    '|---|---|---|---|',
    goal('ratio, median', `≥ ${bounds.ratio}`, ratio.median.toFixed(2), goals.ratio),
    goal('requests not answered with 2xx', '0', String(figures.failures), goals.non2xx),
    goal(
      'rows = 2xx, all run',
      `${rows.answered} to ${rows.answered + rows.unheardAtMost}`,
      `${rows.stored} stored, ${rows.succeeded} run, ${rows.waiting} waiting`,
      goals.rows
    ),
    goal(
      'cold start to first 2xx',
      `≤ ${bounds.coldStartMs} ms`,
      `median ${coldStart.medianMs.toFixed(0)} ms, best ${coldStart.bestMs.toFixed(0)} ms`,
      goals.coldStart
    ),
    goal('idle memory', `≤ ${bounds.idleMb} MB`, `${figures.idleMb.toFixed(0)} MB`, goals.idle),
    '',
    `wrk does not hear the answers to requests under way when it stops: ${rows.unheardAtMost} rows more are as many as can be.`,
    disturbedRounds > 0
      ? `DISTURBED: other processes took ${foreignCores.median.toFixed(2)} cores in the median, ${foreignCores.most.toFixed(2)} at most, ` +
        `and too much in ${disturbedRounds} of ${product.perSecond.length * 2} rounds; CPU per 1000 says more than the rates.`
      : `The machine was quiet: other processes took ${foreignCores.most.toFixed(2)} cores at most.`,
    ''
  ].join('\n')
}
