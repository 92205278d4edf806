import type { Millis, SubscriptionTerms } from '@hookwright/model'
import { receivingOf } from '../revisions/receiving-of.ts'
import type { RegistrationContext } from './registration-context.ts'

/**
 * How long a subscription answers beside its successor. What comes to both runs once when the event says by which delivery
 * id it is known; else it would run twice, so that the old one is closed at once.
 */
export const overlapOf = async (desk: RegistrationContext, terms: SubscriptionTerms): Promise<Millis> => {
  const reach = await desk.reaches.of(terms.versionId, null).catch(() => null)
  if (reach === null) return 0
  const { deliveryId } = receivingOf(desk.specs, reach.snapshot, terms.eventFlowId)
  return deliveryId === '' ? 0 : desk.settings.overlap
}
