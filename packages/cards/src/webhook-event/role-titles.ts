import type { RegistrarRole } from '@hookwright/model'

/** What the helper flow of a role is called on the event's card. */
export const roleTitles: Record<RegistrarRole, string> = {
  registration: 'Registration Flow',
  deregistration: 'Deregistration Flow',
  renewal: 'Renewal Flow',
  listing: 'List Registrations Flow',
  probe: 'Probe Flow'
}
