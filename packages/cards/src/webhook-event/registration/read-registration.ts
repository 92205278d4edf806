import { type Bindings, type Card, type FieldId, isJsonObject, type RegistrarRole } from '@hookwright/model'
import { slotPrefixes } from '../role-titles.ts'

/** The helper flows without which a user has to do something at the service by hand. */
export const mainRoles = ['registration', 'deregistration'] as const satisfies RegistrarRole[]

/** One part of a registration as it is being set up: the chosen helper flow, and what feeds its inputs, by their ids. */
export interface HalfDraft {
  flowId: string | null
  inputs: Bindings
}

/** Draft of the registration dialog, until it is applied. */
export type RegistrationDraft = Record<RegistrarRole, HalfDraft>

/** Returns the config key for the flow of a role. */
export const configKey = (role: RegistrarRole): string => `${role}FlowId`

/** The slot of a card that feeds an input of a role's helper flow. */
export const slotOf = (role: RegistrarRole, input: FieldId): FieldId => `${slotPrefixes[role]}${input}`

/** Returns a card's mappings to the inputs of a role's helper flow, by input id. */
export const mappedOn = (card: Card, role: RegistrarRole): Bindings =>
  Object.fromEntries(
    Object.entries(card.inputs)
      .filter(([slot]) => slot.startsWith(slotOf(role, '')))
      .map(([slot, binding]) => [slot.slice(slotOf(role, '').length), binding])
  )

const halfOn = (card: Card, role: RegistrarRole): HalfDraft => {
  const flowId = isJsonObject(card.config) ? card.config[configKey(role)] : null
  return { flowId: typeof flowId === 'string' ? flowId : null, inputs: mappedOn(card, role) }
}

/** The registration of a card as it is now. */
export const draftOf = (card: Card): RegistrationDraft => ({
  registration: halfOn(card, 'registration'),
  deregistration: halfOn(card, 'deregistration'),
  renewal: halfOn(card, 'renewal'),
  listing: halfOn(card, 'listing'),
  probe: halfOn(card, 'probe')
})
