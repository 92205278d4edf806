import type { Id, Millis } from '@hookwright/model'
import type { DeliveryFilter, Store } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'
import { yieldToEventLoop } from '../kernel/yield-to-event-loop.ts'

/** Which deliveries are to be run again. */
export type ReplayFilter = Omit<DeliveryFilter, 'before' | 'limit' | 'canRunAgain'>

/** Deliveries that can be run again, the newest first. */
export interface Replayable {
  deliveries: { id: Id; subscriptionId: Id }[]
  /** Whether there are more than are run again at once. */
  isFull: boolean
  /** How far back was looked when that was not to the end. */
  lookedBackTo: Millis | null
}

/** How many deliveries are run again at once, and how many looks are taken to find them. */
export const MOST_AT_ONCE = 10_000
const MOST_LOOKS = 10
const PART = 200

/** Finds the deliveries of a filter that can be run again now: kept, run, and with no run under way. */
export const gatherReplayable = async (
  { store, outside }: { store: Pick<Store, 'deliveries'>; outside: Pick<Effects, 'soon'> },
  filter: ReplayFilter
): Promise<Replayable> => {
  const deliveries: Replayable['deliveries'] = []
  let before: Id | undefined
  for (let looks = 0; ; ) {
    const page = await store.deliveries.list({
      ...filter,
      canRunAgain: true,
      limit: PART,
      ...(before !== undefined && { before })
    })
    deliveries.push(...page.rows.map(({ id, subscriptionId }) => ({ id, subscriptionId })))
    if (page.lookedBackTo !== null) looks += 1
    if (page.next === null) return { deliveries, isFull: false, lookedBackTo: null }
    if (deliveries.length >= MOST_AT_ONCE) return { deliveries, isFull: true, lookedBackTo: null }
    if (looks === MOST_LOOKS) return { deliveries, isFull: false, lookedBackTo: page.lookedBackTo }
    before = page.next
    await yieldToEventLoop(outside)
  }
}
