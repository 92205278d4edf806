import { type IncomingRequest, type RedactedArrival, redactArrival } from '@hookwright/model'
import type { CachedSubscription } from '../subscription-cache/subscription-cache.ts'
import type { Head } from './refusals.ts'

/** Redacts a request that gets no run, before it is stored. */
export const withoutValues = (
  live: CachedSubscription,
  head: Head,
  arrival: IncomingRequest
): RedactedArrival =>
  redactArrival({ contentType: head.contentType, arrival, seen: undefined }, live.redaction)
