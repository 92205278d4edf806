import { median } from '../median.mjs'
import { disturbingCores } from '../wait-for-quiet.mjs'

/**
 * Measurements of one round, in milliseconds.
 *
 * @typedef {object} PaletteRound
 * @property {number} openMs from the key that opens the palette to the frame in which its list is painted
 * @property {number[]} typing how long each letter of a search took to be painted
 * @property {number} listed rows of the open palette
 * @property {number} foreignCores how many cores other processes took meanwhile
 */

/** Targets of the palette, as upper bounds in milliseconds. */
export const paletteBounds = { openMs: 100, filterMs: 50 }

/**
 * Returns the figures to print and the reached targets.
 *
 * @param {PaletteRound[]} rounds
 */
export function paletteFiguresOf(rounds) {
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

/** @param {number[]} numbers */
function p95(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? Number.NaN
}
