import { z } from 'zod'
import type { CardId, FieldId, Id } from '../kernel/ids.ts'

/**
 * Roles of helper flows that manage subscriptions at a service: create, delete, renew and list them, and
 * request a test event.
 */
export const registrarRoles = ['registration', 'deregistration', 'renewal', 'listing', 'probe'] as const
export type RegistrarRole = (typeof registrarRoles)[number]

/**
 * Role of a flow that a card uses. `choices` returns the values of a dropdown, `fields` the fields of a
 * dynamic group.
 */
export type HelperRole = RegistrarRole | 'call' | 'choices' | 'fields'

/** Card that uses a helper flow. */
export interface HelperUser {
  flowId: Id
  flowName: string | null
  cardId: CardId
  cardName: string
  as: HelperRole
  /** Label of the option, or name of the group, that the flow fills; `null` in other roles. */
  gives: string | null
}

/**
 * Role of a field in the flow that declares it: an option of an event, an input of a helper flow, or an
 * output of an event or helper flow.
 */
export const FieldRole = z.enum(['options', 'inputs', 'outputs'])
export type FieldRole = z.infer<typeof FieldRole>

/** Card that uses a field of another flow. */
export interface FieldUse {
  field: FieldId
  flowId: Id
  flowName: string | null
  /** Owner of the flow that uses the field: the connector's maker, or a user. */
  place: 'maker' | 'user'
  cardName: string
}
