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

/** Media types of bodies that can be redacted only in parsed form. */
const inParts = /^multipart\/|^(?:application|text)\/xml\b|\+xml\b/i

/** Redacts values of a delivery, including values that its flow does not read. */
export const redactDelivery = async (
  effects: { bodyThread: BodyThread | null },
  delivery: Pick<Delivery, 'id' | 'contentType'>,
  arrival: IncomingRequest,
  paths: RedactionPath[]
): Promise<RedactedArrival> => {
  const { contentType } = delivery
  const isRead = paths.length > 0 && inParts.test(contentType.trim())
  const seen = isRead ? (await readArrival(effects, delivery, arrival.body)).value : undefined
  return redactArrival({ contentType, arrival, seen }, paths)
}

/**
 * Returns the payload that replaces a stored delivery after redaction. Its `arrival` is null if nothing was
 * redacted.
 */
export const payloadOf = ({ arrival, places }: RedactedArrival): RedactedPayload => ({
  arrival: places.length === 0 ? null : arrival,
  places
})
