import {
  type Delivery,
  type IncomingRequest,
  type RedactedArrival,
  type RedactionPath,
  redactArrival
} from '@hookwright/model'
import type { RedactedPayload } from '@hookwright/store'
import type { BodyThread } from '../kernel/body-thread.ts'
import { readArrival } from './read-arrival.ts'

/** Media types of bodies whose values cannot be redacted in the text itself, so the parsed body is needed. */
const inParts = /^multipart\/|^(?:application|text)\/xml\b|\+xml\b/i

/** Takes values out of what arrived, whatever its flow reads of it. */
export const redactDelivery = async (
  outside: { bodyThread: BodyThread | null },
  delivery: Pick<Delivery, 'id' | 'contentType'>,
  arrival: IncomingRequest,
  paths: RedactionPath[]
): Promise<RedactedArrival> => {
  const { contentType } = delivery
  const isRead = paths.length > 0 && inParts.test(contentType.trim())
  const seen = isRead ? (await readArrival(outside, delivery, arrival.body)).value : undefined
  return redactArrival({ contentType, arrival, seen }, paths)
}

/** Payload for the store. */
export const payloadOf = ({ arrival, places }: RedactedArrival): RedactedPayload => ({
  arrival: places.length === 0 ? null : arrival,
  places
})
