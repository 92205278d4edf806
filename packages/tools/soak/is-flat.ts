import { median } from '../bench/median.ts'

/** Memory and handles of a process at a point in time. */
export interface Sample {
  rssMb: number
  handles: number
}

/**
 * Maximum growth from the early to the last part of a run. Some growth is normal, since caches fill and
 * garbage varies.
 */
const most = { memoryShare: 0.15, memoryMb: 20, handles: 10 }

/**
 * Parts of a run, as shares of its samples. `warming`: samples at the beginning, which are ignored. `held`:
 * samples after that and at the end, which are compared.
 */
const parts = { warming: 0.3, held: 0.2 }

/**
 * Checks that the memory and handles of a process under steady load do not grow.
 *
 * @param samples samples at even intervals
 * @returns the medians of the early and last parts, and a sentence for each value that grew
 */
export function isFlat(samples: Sample[]): { early: Sample; late: Sample; breaches: string[] } {
  const steady = samples.slice(Math.floor(samples.length * parts.warming))
  const held = Math.max(1, Math.floor(samples.length * parts.held))
  const early = middleOf(steady.slice(0, held))
  const late = middleOf(steady.slice(-held))
  const breaches = []
  if (!(late.rssMb <= early.rssMb * (1 + most.memoryShare) + most.memoryMb))
    breaches.push(`Memory grew from ${early.rssMb.toFixed(0)} MB to ${late.rssMb.toFixed(0)} MB.`)
  if (!(late.handles <= early.handles + most.handles))
    breaches.push(`Open handles grew from ${early.handles} to ${late.handles}.`)
  return { early, late, breaches }
}

function middleOf(samples: Sample[]): Sample {
  return {
    rssMb: median(samples.map(({ rssMb }) => rssMb)),
    handles: median(samples.map(({ handles }) => handles))
  }
}
