import {
  type Arrival,
  type Delivery,
  type RedactedArrival,
  type RedactionPath,
  redactArrival
} from '@hookwright/model'
import type { RedactedPayload } from '@hookwright/store'
import { readArrival } from '../deliveries/read-arrival.ts'

/** Bodies that are read in parts, whose values stand elsewhere than in a text that can be written again. */
const inParts = /^multipart\/|^(?:application|text)\/xml\b|\+xml\b/i

/** Takes values out of what arrived; `body` is what its flow saw. */
export const redactSeen = (
  { contentType }: Pick<Delivery, 'contentType'>,
  arrival: Arrival,
  body: unknown,
  paths: RedactionPath[]
): RedactedArrival =>
  redactArrival({ contentType, arrival, seen: inParts.test(contentType.trim()) ? body : undefined }, paths)

/** The same, where the flow has not seen it yet. */
export const redactDelivery = async (
  delivery: Pick<Delivery, 'id' | 'contentType'>,
  arrival: Arrival,
  paths: RedactionPath[]
): Promise<RedactedArrival> => {
  if (paths.length === 0) return { arrival, places: [], values: [] }
  const { value } = await readArrival(delivery, arrival.body)
  return redactSeen(delivery, arrival, value, paths)
}

/** What the store keeps of it. */
export const payloadOf = ({ arrival, places }: RedactedArrival): RedactedPayload => ({
  arrival: places.length === 0 ? null : arrival,
  places
})
