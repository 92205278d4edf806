import { median, rounded } from '../median.ts'

/** Number of deliveries. */
export const size = 100_000

/** Targets, in milliseconds: first paint, longest time without rows, and time from a search to its row. */
export const bounds = { firstPaintMs: 1_000, blankMs: 100, searchMs: 500 }

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
  return { ...figures, goals, reached: Object.values(goals).every(Boolean) }
}
