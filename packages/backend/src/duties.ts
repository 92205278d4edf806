import type { Duty, SharedWork } from '@hookwright/store'

/** Tasks that one process performs for all processes. */
export interface Duties {
  /**
   * Begins a duty once this process is responsible for it, at once if it is the only one. `begin` returns a
   * function that ends the duty; the duty may begin again later.
   */
  take: (duty: Duty, begin: () => () => Promise<void>) => void
  /** Ends the duties of this process. Resolves when work in progress has ended. */
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
