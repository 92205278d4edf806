import { type Bindings, type Card, type FieldId, isJsonObject, type RegistrarRole } from '@hookwright/model'
import { slotPrefixes } from '../role-titles.ts'

/**
 * Roles of the main helper flows. Without them, users must register or deregister at the service manually.
 */
export const mainRoles = ['registration', 'deregistration'] as const satisfies RegistrarRole[]

/** Helper flow chosen for an event card, and the bindings of its inputs by input id. */
export interface HelperMapping {
  flowId: string | null
  inputs: Bindings
}

/** State of the registration dialog before it is applied. */
export type RegistrationDraft = Record<RegistrarRole, HelperMapping>

/** Returns the config key that stores the helper flow of a role, such as `renewalFlowId` for `renewal`. */
export const configKey = (role: RegistrarRole): string => `${role}FlowId`

/**
 * Returns the id of an input on the event card. Its value is passed to the given input of the role's helper
 * flow.
 */
export const slotOf = (role: RegistrarRole, input: FieldId): FieldId => `${slotPrefixes[role]}${input}`

/** Returns the bindings that an event card has for a helper flow, by input id. */
export const mappedOn = (card: Card, role: RegistrarRole): Bindings =>
  Object.fromEntries(
    Object.entries(card.inputs)
      .filter(([slot]) => slot.startsWith(slotOf(role, '')))
      .map(([slot, binding]) => [slot.slice(slotOf(role, '').length), binding])
  )

const mappingOf = (card: Card, role: RegistrarRole): HelperMapping => {
  const flowId = isJsonObject(card.config) ? card.config[configKey(role)] : null
  return { flowId: typeof flowId === 'string' ? flowId : null, inputs: mappedOn(card, role) }
}

/** Returns the registration settings of an event card as a draft of the dialog. */
export const draftOf = (card: Card): RegistrationDraft => ({
  registration: mappingOf(card, 'registration'),
  deregistration: mappingOf(card, 'deregistration'),
  renewal: mappingOf(card, 'renewal'),
  listing: mappingOf(card, 'listing'),
  probe: mappingOf(card, 'probe')
})
