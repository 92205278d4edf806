import type { Id, Millis } from '@hookwright/model'
import type { DeliveryFilter, Store } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'
import { yieldToEventLoop } from '../kernel/yield-to-event-loop.ts'

/** Filter of the deliveries to replay. */
export type ReplayFilter = Omit<DeliveryFilter, 'before' | 'limit' | 'canRunAgain'>

/** Deliveries that can be replayed, newest first. */
export interface Replayable {
  deliveries: { id: Id; subscriptionId: Id; method: string }[]
  /** True when more match than can be replayed at once. */
  isFull: boolean
  /** Time back to which deliveries were searched, if the search stopped early. Otherwise null. */
  lookedBackTo: Millis | null
}

/** Maximum number of deliveries in one series of replays. */
export const MOST_AT_ONCE = 10_000
const MOST_LOOKS = 10
const PART = 200

/**
 * Finds the deliveries that match a filter and can be replayed now. They are stored, processed, and without a
 * run in progress.
 */
export const gatherReplayable = async (
  { store, effects }: { store: Pick<Store, 'deliveries'>; effects: Pick<Effects, 'soon'> },
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
    deliveries.push(...page.rows.map(({ id, subscriptionId, method }) => ({ id, subscriptionId, method })))
    if (page.lookedBackTo !== null) looks += 1
    if (page.next === null) return { deliveries, isFull: false, lookedBackTo: null }
    if (deliveries.length >= MOST_AT_ONCE) return { deliveries, isFull: true, lookedBackTo: null }
    if (looks === MOST_LOOKS) return { deliveries, isFull: false, lookedBackTo: page.lookedBackTo }
    before = page.next
    await yieldToEventLoop(effects)
  }
}
