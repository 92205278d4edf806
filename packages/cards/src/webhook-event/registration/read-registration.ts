import { type Bindings, type Card, type FieldId, isJsonObject, type RegistrarRole } from '@hookwright/model'
import { slotPrefixes } from '../role-titles.ts'

/** The helper flows without which a user has to do something at the service by hand. */
export const mainRoles = ['registration', 'deregistration'] as const satisfies RegistrarRole[]

/** Chosen helper flow of an event card, and the bindings of its inputs, by input id. */
export interface HelperMapping {
  flowId: string | null
  inputs: Bindings
}

/** Draft of the registration dialog, until it is applied. */
export type RegistrationDraft = Record<RegistrarRole, HelperMapping>

/** Returns the key in the config of an event card that holds the id of a helper flow: `renewalFlowId` for `renewal`. */
export const configKey = (role: RegistrarRole): string => `${role}FlowId`

/** Returns the slot id of an event card for an input of a helper flow. */
export const slotOf = (role: RegistrarRole, input: FieldId): FieldId => `${slotPrefixes[role]}${input}`

/** Returns what an event card maps to the inputs of one of its helper flows, such as the registration flow, by input id. */
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
