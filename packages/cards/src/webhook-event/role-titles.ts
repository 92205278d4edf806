import type { RegistrarRole } from '@hookwright/model'

/** Prefixes of the slot ids that feed the inputs of a role's helper flow. */
export const slotPrefixes = {
  registration: 'registration.',
  deregistration: 'deregistration.',
  renewal: 'renewal.',
  listing: 'listing.',
  probe: 'probe.'
} as const satisfies Record<RegistrarRole, string>

/** Titles of the helper flow roles on the event's card. */
export const roleTitles: Record<RegistrarRole, string> = {
  registration: 'Registration Flow',
  deregistration: 'Deregistration Flow',
  renewal: 'Renewal Flow',
  listing: 'List Registrations Flow',
  probe: 'Probe Flow'
}
