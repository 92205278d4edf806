import type { PollUse } from '@hookwright/engine'
import { type Id, type Json, type Millis, POLL_METHOD } from '@hookwright/model'
import type { NewDelivery } from '@hookwright/store'
import { builtInDelivery } from '../built-in/built-in-delivery.ts'
import type { Effects } from '../kernel/effects.ts'

/**
 * Returns the bodies of the deliveries that a poll creates. The flow's run mode decides: one for each record,
 * or one for the whole poll.
 */
const bodiesOf = (
  { mode }: PollUse,
  polled: { at: Millis; records: Record<string, Json>[]; isEmpty: boolean }
): Json[] => {
  const { records, isEmpty } = polled
  const polledAt = new Date(polled.at).toISOString()
  switch (mode) {
    case 'each':
      return records.map(record => ({ polledAt, record }))
    case 'none':
      return isEmpty ? [{ polledAt }] : []
    case 'every':
      return [{ polledAt, records }]
  }
}

/** Returns the deliveries of a poll in record order. Their runs keep this order. */
export const deliveriesOf = (
  effects: Pick<Effects, 'newId' | 'clock'>,
  params: {
    subscriptionId: Id
    runId: Id
    use: PollUse
    polled: Parameters<typeof bodiesOf>[1]
    isRedacted: boolean
  }
): NewDelivery[] => {
  const { subscriptionId, runId, use, polled, isRedacted } = params
  const bodies = bodiesOf(use, polled)
  return bodies.map(body => ({
    ...builtInDelivery(effects, {
      subscriptionId,
      method: POLL_METHOD,
      body: new TextEncoder().encode(JSON.stringify(body)),
      isRedacted
    }),
    orderKey: bodies.length > 1 ? runId : null
  }))
}
