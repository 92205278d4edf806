import { setTimeout as sleep } from 'node:timers/promises'
import { cpuSecondsOf, machineCpuSeconds, ownCpuSeconds } from './process-figures.ts'

/** Number of CPU cores used by other processes above which a measurement is unreliable. */
export const disturbingCores = 0.35

/**
 * Duration of one sample in milliseconds, and maximum number of samples. If the machine is still busy then,
 * the bench starts anyway.
 */
const lookMs = 1000
const looks = 10

/**
 * Waits, for a limited time, until other processes are idle.
 *
 * @param known ids of processes that do not count as others
 */
export async function waitForQuiet(known: number[]): Promise<void> {
  for (let look = 0; look < looks; look += 1) {
    const before = foreignSeconds(known)
    await sleep(lookMs)
    if ((foreignSeconds(known) - before) / (lookMs / 1000) < disturbingCores) return
  }
}

/**
 * Returns the CPU time that other processes have used so far. Only differences are meaningful.
 *
 * @param known ids of processes that do not count as others. This process and its ended children never count.
 * @returns seconds
 */
export function foreignSeconds(known: number[]): number {
  return known.reduce((rest, pid) => rest - cpuSecondsOf(pid), machineCpuSeconds() - ownCpuSeconds())
}
