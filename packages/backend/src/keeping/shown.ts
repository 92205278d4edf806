import type { Arrival, Delivery } from '@hookwright/model'
import type { Lives } from '../deliveries/lives.ts'
import { redactDelivery } from './redact-delivery.ts'

/** What arrived, as it may be shown: nothing of what is still to be taken out of it. */
export type Shown = <Found extends { delivery: Delivery; arrival: Arrival | null }>(
  found: Found
) => Promise<Found>

/** Looks at what waits for its runs as if they had ended. */
export const createShown =
  ({ lives }: { lives: Pick<Lives, 'byId'> }): Shown =>
  async found => {
    const { delivery, arrival } = found
    if (delivery.redaction !== 'due' || arrival === null) return found
    const live = await lives.byId(delivery.subscriptionId)
    if (live === null) return { ...found, arrival: null }
    const redacted = await redactDelivery(delivery, arrival, live.redaction)
    return { ...found, arrival: redacted.arrival }
  }
