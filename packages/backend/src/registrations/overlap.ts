import type { Millis, SubscriptionTerms } from '@hookwright/model'
import { receivingOf } from '../revisions/receiving-of.ts'
import type { RegistrationContext } from './registration-context.ts'

/**
 * Returns how long a subscription still answers beside its successor. A delivery that arrives at both runs once when the event
 * defines a delivery id; otherwise it would run twice, so the old one is closed immediately.
 */
export const overlapOf = async (desk: RegistrationContext, terms: SubscriptionTerms): Promise<Millis> => {
  const reach = await desk.reaches.of(terms.versionId, null).catch(() => null)
  if (reach === null) return 0
  const { deliveryId } = receivingOf(desk.specs, reach.snapshot, terms.eventFlowId)
  return deliveryId === '' ? 0 : desk.settings.overlap
}
