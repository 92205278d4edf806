import type { Delivery, IncomingRequest } from '@hookwright/model'
import type { RunRow, Store } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'
import { redactDelivery } from '../payloads/redact-delivery.ts'
import type { SubscriptionCache } from '../subscription-cache/subscription-cache.ts'
import { applyRetention } from './apply-retention.ts'
import { createRedactions } from './redactions.ts'

/** Returns a delivery for display. Leaves out values that will be redacted when its runs end. */
export type Shown = <Found extends { delivery: Delivery; arrival: IncomingRequest | null }>(
  found: Found
) => Promise<Found>

/** Creates a function that redacts a delivery with open runs as if these runs had ended. */
export const createShown =
  ({
    subscriptionCache,
    effects
  }: {
    subscriptionCache: Pick<SubscriptionCache, 'byId'>
    effects: Pick<Effects, 'bodyThread'>
  }): Shown =>
  async found => {
    const { delivery, arrival } = found
    if (delivery.redaction !== 'due' || arrival === null) return found
    const subscription = await subscriptionCache.byId(delivery.subscriptionId)
    if (subscription === null) return { ...found, arrival: null }
    const redacted = await redactDelivery(effects, delivery, arrival, subscription.redaction)
    return { ...found, arrival: redacted.arrival }
  }

/**
 * Returns a run for display. A run that waits or is on hold is stored with its values, so it is redacted
 * here.
 */
export type ShownRun = (run: RunRow) => Promise<RunRow>

export const createShownRun = (params: {
  store: Pick<Store, 'deliveries' | 'runs'>
  subscriptionCache: Pick<SubscriptionCache, 'byId'>
  effects: Pick<Effects, 'scrubber' | 'bodyThread'>
}): ShownRun => {
  const keptFor = createRedactions(params)
  return async run => {
    const { is } = run.status
    if (run.subscriptionId === null || (is !== 'waiting' && is !== 'on-hold')) return run
    const subscription = await params.subscriptionCache.byId(run.subscriptionId)
    if (subscription === null || subscription.redaction.length === 0) return run
    const retentionOfRun = await keptFor(run, { saveAll: true, redaction: subscription.redaction })
    return applyRetention(run, retentionOfRun, params.effects).row
  }
}
