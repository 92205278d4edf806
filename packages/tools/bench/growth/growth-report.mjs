import { bounds, sizes } from './growth-figures.mjs'

/** @type {Record<import('./growth-figures.mjs').PageName, string>} */
const names = {
  first: 'the newest deliveries',
  deep: 'deliveries in the middle',
  one: 'one delivery',
  runs: 'the newest runs',
  deepRuns: 'runs in the middle'
}

/**
 * Formats the report of the growth part: a table in Markdown.
 *
 * @param {ReturnType<typeof import('./growth-figures.mjs').growthFiguresOf>} figures
 * @returns {string}
 */
export function growthReportOf({ pages, coldStart, refused, goals }) {
  const told = (/** @type {boolean | undefined} */ reached) => (reached ? 'reached' : 'MISSED')
  const count = (/** @type {number} */ number) => number.toLocaleString('en')
  return [
    '',
    `| p99 of a page, 4 readers | ${count(sizes.small)} kept | ${count(sizes.large)} kept | goal | found | |`,
    '|---|---|---|---|---|---|',
    ...pages.map(
      ({ name, smallMs, largeMs, ratio }) =>
        `| ${names[name]} | ${smallMs.toFixed(1)} ms | ${largeMs.toFixed(1)} ms | ≤ ${bounds.page} × | ${ratio.toFixed(2)} × | ${told(goals[name])} |`
    ),
    `| cold start to first 2xx | | ${coldStart.medianMs.toFixed(0)} ms | ≤ ${bounds.coldStart} × the reference | ${coldStart.ratio.toFixed(2)} × | ${told(goals.coldStart)} |`,
    '',
    `${refused} reads were refused or broken.`,
    ''
  ].join('\n')
}
