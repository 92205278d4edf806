import { bounds, type growthFiguresOf, type PageName, sizes } from './growth-figures.ts'

const names: Record<PageName, string> = {
  first: 'the newest deliveries',
  deep: 'deliveries in the middle',
  one: 'one delivery',
  runs: 'the newest runs',
  deepRuns: 'runs in the middle'
}

/** Formats the report of the growth part: a table in Markdown. */
export function growthReportOf({
  pages,
  coldStart,
  refused,
  goals
}: ReturnType<typeof growthFiguresOf>): string {
  const told = (reached: boolean | undefined) => (reached ? 'reached' : 'MISSED')
  const count = (number: number) => number.toLocaleString('en')
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
