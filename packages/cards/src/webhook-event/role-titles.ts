import type { RegistrarRole } from '@hookwright/model'

/** Titles of the helper flow roles on the event's card. */
export const roleTitles: Record<RegistrarRole, string> = {
  registration: 'Registration Flow',
  deregistration: 'Deregistration Flow',
  renewal: 'Renewal Flow',
  listing: 'List Registrations Flow',
  probe: 'Probe Flow'
}
