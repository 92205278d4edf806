import type { Duty, SharedWork } from '@hookwright/store'

/** Tasks that one process does for all. */
export interface Duties {
  /**
   * Begins a duty once this process has it: at once where it has all work. `begin` returns a function
   * that ends it; it may begin again.
   */
  take: (duty: Duty, begin: () => () => Promise<void>) => void
  /** Ends the duties of this process. Resolves when what is in progress has ended. */
  stop: () => Promise<void>
}

export const createDuties = (work: Pick<SharedWork, 'duty'> | null): Duties => {
  const stops: (() => Promise<void>)[] = []
  return {
    take: (duty, begin) => {
      stops.push(work === null ? begin() : work.duty(duty, begin))
    },
    stop: async () => {
      await Promise.all(stops.splice(0).map(stop => stop()))
    }
  }
}
