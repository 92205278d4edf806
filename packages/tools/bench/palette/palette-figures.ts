import { disturbanceLine, disturbanceOf, judged, row } from '../goals.ts'
import { median, p95 } from '../median.ts'

/** Measurements of one round, in milliseconds. */
export interface PaletteRound {
  /** Time from the key that opens the palette to the frame in which its list is painted. */
  openMs: number
  /** Times from the key press until the result was painted, for each letter of the searches. */
  typing: number[]
  /** Number of rows in the open palette. */
  listed: number
  /** Number of CPU cores that other processes used during the measurement. */
  foreignCores: number
}

/** Targets of the palette, as upper bounds in milliseconds. */
const paletteBounds = { openMs: 100, filterMs: 50 }

/** Returns the figures to print and the reached targets. */
export function paletteFiguresOf(rounds: PaletteRound[]) {
  const openMs = median(rounds.map(round => round.openMs))
  const filterMs = median(rounds.map(({ typing }) => p95(typing)))
  const goals = { open: openMs <= paletteBounds.openMs, filter: filterMs <= paletteBounds.filterMs }
  return {
    openMs,
    filterMs,
    listed: median(rounds.map(({ listed }) => listed)),
    ...disturbanceOf(rounds),
    ...judged(goals)
  }
}

/** Formats the report of the palette bench: a table in Markdown. */
export function paletteReportOf(
  figures: ReturnType<typeof paletteFiguresOf>,
  sizes: { connectors: number; actions: number }
): string {
  const { openMs, filterMs, listed, goals } = figures
  const size = `${sizes.connectors} connectors, ${sizes.actions.toLocaleString('en')} actions`
  return [
    '',
    `| palette with ${size} | goal | value | |`,
    '|---|---|---|---|',
    row(`open, ${listed} rows`, `≤ ${paletteBounds.openMs} ms`, `${openMs.toFixed(0)} ms`, goals.open),
    row(
      'a letter of a search, p95',
      `≤ ${paletteBounds.filterMs} ms`,
      `${filterMs.toFixed(0)} ms`,
      goals.filter
    ),
    '',
    'Medians of the rounds: the time that the browser reports from a key to the next painted frame, in steps of 8 ms from 16 ms on.',
    disturbanceLine(figures),
    ''
  ].join('\n')
}
