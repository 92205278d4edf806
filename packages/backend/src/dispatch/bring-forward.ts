import { MOST_HELD, MOST_REST } from '@hookwright/engine'
import type { Store } from '@hookwright/store'
import { LONGEST_PAUSE } from '../breakers/breaker.ts'
import type { Effects } from '../kernel/effects.ts'
import type { UnderWay } from '../kernel/under-way.ts'
import { yieldToEventLoop } from '../kernel/yield-to-event-loop.ts'

/** Brings runs forward that a clock which ran ahead has planned too late; some at a time, as other writes come between. */
export const createBringForward =
  (given: {
    store: Pick<Store, 'waits'>
    outside: Pick<Effects, 'clock' | 'soon'>
    underWay: Pick<UnderWay, 'isStopping'>
  }) =>
  async (): Promise<void> => {
    const { store, outside, underWay } = given
    const limits = { now: outside.clock(), retry: MOST_REST, held: LONGEST_PAUSE + MOST_HELD }
    for (let from: number | null = 0; from !== null && !underWay.isStopping(); ) {
      from = await store.waits.bringForward(limits, from)
      if (from !== null) await yieldToEventLoop(outside)
    }
  }
