import { median } from './median.ts'
import { disturbingCores } from './wait-for-quiet.ts'

/** Returns the goals, and `reached`: true when all of them are reached. */
export function judged<Goals extends Record<string, boolean>>(goals: Goals) {
  return { goals, reached: Object.values(goals).every(Boolean) }
}

/** Formats a row of a Markdown table. `true` is shown as a reached goal and `false` as a missed one. */
export function row(...cells: (string | number | boolean | undefined)[]): string {
  const texts = cells.map(cell => (cell === true ? 'reached' : cell === false ? 'MISSED' : (cell ?? '')))
  return `| ${texts.join(' | ')} |`
}

/** Disturbance of the measurements by other processes. */
export interface Disturbance {
  foreignCores: { median: number; most: number }
  /** Number of disturbed measurements. */
  disturbed: number
  measurements: number
}

/**
 * Summarizes how much other processes disturbed the measurements. `foreignCores` is the number of CPU cores
 * that they used in each.
 */
export function disturbanceOf(measured: { foreignCores: number }[]): Disturbance {
  const foreign = measured.map(({ foreignCores }) => foreignCores)
  return {
    foreignCores: { median: median(foreign), most: Math.max(...foreign) },
    disturbed: foreign.filter(cores => cores > disturbingCores).length,
    measurements: foreign.length
  }
}

/**
 * Formats a sentence about the work of other processes, such as “The machine was quiet: other processes took
 * 0.10 cores at most.”
 */
export function disturbanceLine({ foreignCores, disturbed, measurements }: Disturbance): string {
  return disturbed > 0
    ? `DISTURBED: in ${disturbed} of ${measurements} measurements other processes took too much, ` +
        `${foreignCores.most.toFixed(2)} cores at most, ${foreignCores.median.toFixed(2)} in the median.`
    : `The machine was quiet: other processes took ${foreignCores.most.toFixed(2)} cores at most.`
}
