import { setTimeout as sleep } from 'node:timers/promises'
import { cpuSecondsOf, machineCpuSeconds, ownCpuSeconds } from './process-figures.ts'

/** Number of cores used by other processes from which a rate is unreliable. */
export const disturbingCores = 0.35

/** Duration of one sample, and maximum number of samples. After those, the bench starts even on a busy machine. */
const lookMs = 1000
const looks = 10

/**
 * Waits, for a limited time, until other processes are idle.
 *
 * @param known processes that are not others
 */
export async function waitForQuiet(known: number[]): Promise<void> {
  for (let look = 0; look < looks; look += 1) {
    const before = foreignSeconds(known)
    await sleep(lookMs)
    if ((foreignSeconds(known) - before) / (lookMs / 1000) < disturbingCores) return
  }
}

/**
 * Returns the CPU time that other processes have taken so far; only differences matter.
 *
 * @param known processes that are not others, this one and its ended children aside
 * @returns seconds
 */
export function foreignSeconds(known: number[]): number {
  return known.reduce((rest, pid) => rest - cpuSecondsOf(pid), machineCpuSeconds() - ownCpuSeconds())
}
