import { z } from 'zod'
import type { CardId, FieldId, Id } from '../kernel/ids.ts'

/**
 * What an event needs a helper flow for at its service: to open a subscription, close it, keep it alive, list them all,
 * have a test event sent.
 */
export const registrarRoles = ['registration', 'deregistration', 'renewal', 'listing', 'probe'] as const
export type RegistrarRole = (typeof registrarRoles)[number]

/** What a card uses another flow for; `choices` are the values of a dropdown. */
export type HelperRole = RegistrarRole | 'call' | 'choices'

/** A card that uses a helper flow. */
export interface HelperUser {
  flowId: Id
  flowName: string | null
  cardId: CardId
  cardName: string
  as: HelperRole
  /** The label of the option whose values the flow gives; null in other roles. */
  option: string | null
}

/** What a field is of its flow: an option of an event, an input of a helper flow, or an output of either. */
export const FieldRole = z.enum(['options', 'inputs', 'outputs'])
export type FieldRole = z.infer<typeof FieldRole>

/** A card that uses a field of another flow. */
export interface FieldUse {
  field: FieldId
  flowId: Id
  flowName: string | null
  /** Whether the using flow stands in the connector or is a user's. */
  place: 'maker' | 'user'
  cardName: string
}
