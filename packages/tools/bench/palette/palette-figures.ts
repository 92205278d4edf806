import { median } from '../median.ts'
import { disturbingCores } from '../wait-for-quiet.ts'

/** Measurements of one round, in milliseconds. */
export interface PaletteRound {
  /** Time from the key that opens the palette to the frame in which its list is painted. */
  openMs: number
  /** Times until each letter of a search was painted. */
  typing: number[]
  /** Number of rows in the open palette. */
  listed: number
  /** Number of cores that other processes took meanwhile. */
  foreignCores: number
}

/** Targets of the palette, as upper bounds in milliseconds. */
export const paletteBounds = { openMs: 100, filterMs: 50 }

/** Returns the figures to print and the reached targets. */
export function paletteFiguresOf(rounds: PaletteRound[]) {
  const foreign = rounds.map(({ foreignCores }) => foreignCores)
  const openMs = median(rounds.map(round => round.openMs))
  const filterMs = median(rounds.map(({ typing }) => p95(typing)))
  const goals = { open: openMs <= paletteBounds.openMs, filter: filterMs <= paletteBounds.filterMs }
  return {
    openMs,
    filterMs,
    listed: median(rounds.map(({ listed }) => listed)),
    foreignCores: { median: median(foreign), most: Math.max(...foreign) },
    disturbed: foreign.filter(cores => cores > disturbingCores).length,
    measurements: foreign.length,
    goals,
    reached: Object.values(goals).every(Boolean)
  }
}

function p95(numbers: number[]) {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? Number.NaN
}
