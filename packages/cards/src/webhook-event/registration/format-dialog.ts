import { type FieldId, one, type RegistrarRole, type ValueType } from '@hookwright/model'
import { roleTitles } from '../role-titles.ts'

const eventUrl = { label: 'Event URL', type: one('text'), from: 'Set by Hookwright' }
const signingSecret = {
  label: 'Signing Secret',
  type: one('text'),
  from: 'Created for each subscription'
}
const registrationData = {
  label: 'Registration Data',
  type: one('object'),
  from: 'Returned by the registration flow'
}

const lapsedData = {
  label: 'Lapsed Registration Data',
  type: one('object'),
  from: 'From a registration that ended earlier'
}

/** Texts in the dialog for each helper flow role. */
export const roleTexts: Record<
  RegistrarRole,
  {
    title: string
    when: string
    /** Inputs that the start card of the flow always has, each with its source. */
    given: { label: string; type: ValueType; from: string }[]
    none: string
    kind: string
  }
> = {
  registration: {
    title: roleTitles.registration,
    when: 'Runs when a user turns their flow on',
    given: [eventUrl, signingSecret, lapsedData],
    none: 'No flow of this connector starts with Webhook Registration yet.',
    kind: 'Webhook Registration'
  },
  deregistration: {
    title: roleTitles.deregistration,
    when: 'Runs when a user turns their flow off',
    given: [registrationData],
    none: 'No flow of this connector starts with Webhook Deregistration yet.',
    kind: 'Webhook Deregistration'
  },
  renewal: {
    title: roleTitles.renewal,
    when: 'Optional: runs before the registration expires',
    given: [eventUrl, signingSecret, registrationData],
    none: 'No flow of this connector starts with Webhook Renewal yet.',
    kind: 'Webhook Renewal'
  },
  listing: {
    title: roleTitles.listing,
    when: 'Optional: runs every hour and after a lost response, to remove unused registrations and restore missing subscriptions',
    given: [eventUrl],
    none: 'No flow of this connector starts with List Registrations yet.',
    kind: 'List Registrations'
  },
  probe: {
    title: roleTitles.probe,
    when: 'Optional: asks the service for a test event after the registration',
    given: [eventUrl, registrationData],
    none: 'No flow of this connector starts with Webhook Probe yet.',
    kind: 'Webhook Probe'
  }
}

/** Text about the time limit of helper flows: “Each flow must finish within 60 s. …”. */
export const timeText =
  'Each flow must finish within 60 s. If the registration is slower, the user’s flow stays off; if the deregistration is slower, the user is asked to check the service for leftovers.'

/**
 * Formats a sentence about flows that were created in the dialog but not chosen: “The new flow “Renew”
 * remains in the list of flows but is not used.” Returns undefined if there are none.
 */
export const formatUnusedFlows = (names: (string | null)[]): string | undefined => {
  if (names.length === 0) return undefined
  const named = names.map(name => (name === null ? 'a flow without a name' : `“${name}”`)).join(' and ')
  return names.length === 1
    ? `The new flow ${named} remains in the list of flows but is not used.`
    : `The new flows ${named} remain in the list of flows but are not used.`
}

/** Id of the Registration Data output of a registration flow. */
export const REGISTRATION_DATA: FieldId = 'registrationData'
