import { judged, row } from '../goals.ts'
import { median, rounded } from '../median.ts'

/** Number of deliveries in the history. */
export const size = 100_000

/** Targets, in milliseconds: first paint, longest time without rows, and time from a search to its row. */
const bounds = { firstPaintMs: 1_000, blankMs: 100, searchMs: 500 }

export interface ScrollRound {
  firstPaintMs: number
  firstRowMs: number
  blankMs: number
  frames: number
  blankFrames: number
  rows: number
  searchMs: number
}

export function scrollFiguresOf(rounds: ScrollRound[]) {
  const of = (name: keyof ScrollRound) => rounds.map(round => round[name])
  const best = (numbers: number[]) => rounded(Math.min(...numbers))
  const figures = {
    // Of the best round: what disturbs one makes no page faster.
    firstPaint: { bestMs: best(of('firstPaintMs')), medianMs: median(of('firstPaintMs')) },
    firstRow: { bestMs: best(of('firstRowMs')), medianMs: median(of('firstRowMs')) },
    blank: { bestMs: best(of('blankMs')), medianMs: median(of('blankMs')) },
    search: { bestMs: best(of('searchMs')), medianMs: median(of('searchMs')) },
    frames: of('frames').reduce((sum, count) => sum + count, 0),
    blankFrames: of('blankFrames').reduce((sum, count) => sum + count, 0),
    rows: Math.max(...of('rows'))
  }
  const goals = {
    firstPaint: figures.firstPaint.bestMs < bounds.firstPaintMs,
    blank: figures.blank.bestMs <= bounds.blankMs,
    search: figures.search.bestMs < bounds.searchMs
  }
  return { ...figures, ...judged(goals) }
}

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
  const timeRow = (
    name: string,
    bound: string,
    found: { bestMs: number; medianMs: number },
    reached: boolean
  ) => row(name, bound, `${found.bestMs.toFixed(0)} ms (${found.medianMs.toFixed(0)} ms)`, reached)
  return [
    '',
    `| the page of ${size.toLocaleString('en')} deliveries | goal | best round (median) | |`,
    '|---|---|---|---|',
    timeRow('first paint', `< ${bounds.firstPaintMs} ms`, firstPaint, goals.firstPaint),
    timeRow('longest time without rows while scrolling', `≤ ${bounds.blankMs} ms`, blank, goals.blank),
    timeRow('from Enter to the row of a search', `< ${bounds.searchMs} ms`, search, goals.search),
    '',
    `The first row stood there after ${firstRow.bestMs.toFixed(0)} ms (${firstRow.medianMs.toFixed(0)} ms). Of ${frames} frames ${blankFrames} had a blank; ${rows} rows were gone over.`,
    ''
  ].join('\n')
}
