import type { FlowKind } from '@hookwright/model'
import type { mainRoles } from './read-registration.ts'

/**
 * What it means for users that one or both helper flows are missing: the consequence in one sentence, and what they have
 * to do in another. Null where both are there.
 * @param service what the service is called
 */
export const sayMissing = (
  has: Record<(typeof mainRoles)[number], boolean>,
  service: string
): { consequence: string; instead: string } | null => {
  const at = service === '' ? 'the service' : service
  if (has.registration && has.deregistration) return null
  if (has.registration) {
    return {
      consequence: `Turning a flow off will leave the subscription in ${at}.`,
      instead: 'Its user removes it there by hand.'
    }
  }
  return {
    consequence: `Turning a flow on registers nothing in ${at}.`,
    instead: has.deregistration
      ? 'Its user enters the Event URL there by hand; deregistering gets no Registration Data.'
      : 'Its user enters the Event URL there by hand, and removes it there afterwards.'
  }
}

/** A helper flow that was chosen is found whatever it has become since. */
export const anyKind: FlowKind[] = [
  'registration',
  'deregistration',
  'renewal',
  'listing',
  'probe',
  'helper',
  'authping',
  'webhook-event'
]
