import { type IncomingRequest, type RedactedArrival, redactArrival } from '@hookwright/model'
import type { CachedSubscription } from '../subscription-cache/subscription-cache.ts'
import type { Head } from './refusals.ts'

/** What gets no run is kept at once without what is not to be kept of it. */
export const withoutValues = (
  live: CachedSubscription,
  head: Head,
  arrival: IncomingRequest
): RedactedArrival =>
  redactArrival({ contentType: head.contentType, arrival, seen: undefined }, live.redaction)
