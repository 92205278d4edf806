import { bounds, type searchFiguresOf, size } from './search-figures.ts'

/** Formats the report of the search part: tables in Markdown. */
export function searchReportOf({
  searches,
  ack,
  index,
  refused,
  goals
}: ReturnType<typeof searchFiguresOf>): string {
  const told = (reached: boolean) => (reached ? 'reached' : 'MISSED')
  const megabytes = (index.bytes / 1_048_576).toFixed(0)
  return [
    '',
    `| search among ${size.toLocaleString('en')} | median | most | goal | |`,
    '|---|---|---|---|---|',
    ...searches.map(
      ({ what, medianMs, mostMs, missed }) =>
        `| ${what} | ${medianMs.toFixed(0)} ms | ${mostMs.toFixed(0)} ms | ≤ ${bounds.searchMs} ms, found | ${told(medianMs <= bounds.searchMs && missed === 0)} |`
    ),
    '',
    '| acknowledged at 200/s | p99, nobody searches | p99, somebody does | goal | found | |',
    '|---|---|---|---|---|---|',
    `| ${ack.searches} searches in a row | ${ack.withoutMs.toFixed(1)} ms | ${ack.duringMs.toFixed(1)} ms | ≤ ${bounds.ack} × in the best round | ${ack.ratio.toFixed(2)} × (${ack.ratios.map(ratio => ratio.toFixed(2)).join(', ')}) | ${told(goals.ack)} |`,
    '',
    `The index took ${index.seconds.toFixed(0)} s to be made beside an idle product, and ${megabytes} MB. ${refused} requests were refused or broken.`,
    ''
  ].join('\n')
}
