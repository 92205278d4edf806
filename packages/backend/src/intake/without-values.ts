import { type Arrival, type RedactedArrival, redactArrival } from '@hookwright/model'
import type { Live } from '../subscription-cache/lives.ts'
import type { Head } from './refusals.ts'

/** What gets no run is kept at once without what is not to be kept of it. */
export const withoutValues = (live: Live, head: Head, arrival: Arrival): RedactedArrival =>
  redactArrival({ contentType: head.contentType, arrival, seen: undefined }, live.redaction)
