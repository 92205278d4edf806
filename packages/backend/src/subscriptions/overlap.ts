import { isJsonObject, type Millis, type SubscriptionTerms, startCardOf } from '@hookwright/model'
import type { Desk } from './desk.ts'

/** Whether the event of a subscription says by which delivery id an event that comes twice is known. */
export const knowsRepeats = async (
  desk: Pick<Desk, 'reaches'>,
  terms: SubscriptionTerms
): Promise<boolean> => {
  const reach = await desk.reaches.of(terms.versionId, null).catch(() => null)
  const eventFlow = reach?.snapshot.flows.find(flow => flow.id === terms.eventFlowId)
  const receiving = eventFlow && startCardOf(eventFlow.doc)?.config.receiving
  return isJsonObject(receiving) && typeof receiving.deliveryId === 'string' && receiving.deliveryId !== ''
}

/**
 * How long a subscription answers beside its successor. What comes to both runs once when its delivery id is known; else
 * it would run twice, so that the old one is closed at once.
 */
export const overlapOf = async (
  desk: Pick<Desk, 'reaches' | 'settings'>,
  terms: SubscriptionTerms
): Promise<Millis> => ((await knowsRepeats(desk, terms)) ? desk.settings.overlap : 0)
