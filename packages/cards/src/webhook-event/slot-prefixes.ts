import type { RegistrarRole } from '@hookwright/model'

/** What the ids of the slots begin with that feed the inputs of the helper flow of a role. */
export const slotPrefixes = {
  registration: 'registration.',
  deregistration: 'deregistration.',
  renewal: 'renewal.',
  listing: 'listing.',
  probe: 'probe.'
} as const satisfies Record<RegistrarRole, string>
