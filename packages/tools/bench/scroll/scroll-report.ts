import { bounds, type scrollFiguresOf, size } from './scroll-figures.ts'

/** Formats the report of the scroll bench: a table in Markdown. */
export function scrollReportOf({
  firstPaint,
  firstRow,
  blank,
  search,
  frames,
  blankFrames,
  rows,
  goals
}: ReturnType<typeof scrollFiguresOf>): string {
  const row = (name: string, bound: string, found: { bestMs: number; medianMs: number }, reached: boolean) =>
    `| ${name} | ${bound} | ${found.bestMs.toFixed(0)} ms (${found.medianMs.toFixed(0)} ms) | ${reached ? 'reached' : 'MISSED'} |`
  return [
    '',
    `| the page of ${size.toLocaleString('en')} deliveries | goal | best round (median) | |`,
    '|---|---|---|---|',
    row('first paint', `< ${bounds.firstPaintMs} ms`, firstPaint, goals.firstPaint),
    row('longest time without rows while scrolling', `≤ ${bounds.blankMs} ms`, blank, goals.blank),
    row('from Enter to the row of a search', `< ${bounds.searchMs} ms`, search, goals.search),
    '',
    `The first row stood there after ${firstRow.bestMs.toFixed(0)} ms (${firstRow.medianMs.toFixed(0)} ms). Of ${frames} frames ${blankFrames} had a blank; ${rows} rows were gone over.`,
    ''
  ].join('\n')
}
