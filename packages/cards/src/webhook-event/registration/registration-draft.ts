import {
  type Binding,
  type Bindings,
  type Card,
  type Field,
  type FieldId,
  type FlowSignature,
  isJsonObject,
  type OneEdit,
  pill,
  type RegistrarRole,
  registrarRoles,
  sameJson
} from '@hookwright/model'
import { handOver, sameLabel } from '../hand-over.ts'
import { optionPortId } from '../option-ports.ts'
import { slotPrefixes } from '../slot-prefixes.ts'

/** The helper flows without which a user has to do something at the service by hand. */
export const mainRoles = ['registration', 'deregistration'] as const satisfies RegistrarRole[]

/** One part of a registration as it is being set up: the chosen helper flow, and what feeds its inputs, by their ids. */
export interface HalfDraft {
  flowId: string | null
  inputs: Bindings
}

/** What the registration dialog changes, until it is applied. */
export type RegistrationDraft = Record<RegistrarRole, HalfDraft>

/** A part without a helper flow. */
export const emptyHalf: HalfDraft = { flowId: null, inputs: {} }

const configKey = (role: RegistrarRole): string => `${role}FlowId`
/** The slot of a card that feeds an input of a role's helper flow. */
export const slotOf = (role: RegistrarRole, input: FieldId): FieldId => `${slotPrefixes[role]}${input}`

/** What feeds the inputs of a role's helper flow on a card, by their ids. */
const mappedOn = (card: Card, role: RegistrarRole): Bindings =>
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

const fedBy = (inputs: Bindings, id: FieldId): Binding | undefined =>
  Object.hasOwn(inputs, id) ? inputs[id] : undefined

/**
 * A half with another helper flow. An input keeps what fed the one of the same label before; else the option of its
 * label feeds it, where text may.
 * @param before the helper flow that was chosen until now
 */
export const chooseHelper = (given: {
  half: HalfDraft
  before: FlowSignature | undefined
  helper: FlowSignature
  options: Field[]
  cardId: string
}): HalfDraft => {
  const { half, before, helper, options, cardId } = given
  if (half.flowId === helper.id) return half
  const inputs = handOver<Binding>({
    before,
    handed: half.inputs,
    helper,
    ofLabel: label => {
      const option = options.find(each => sameLabel(each.label, label))
      return option && pill(cardId, optionPortId(option.id))
    }
  })
  return { flowId: helper.id, inputs }
}

/** A half in which an input is fed otherwise, or by nothing with null. */
export const mapInput = (half: HalfDraft, input: FieldId, binding: Binding | null): HalfDraft => {
  const { [input]: _, ...rest } = half.inputs
  return { ...half, inputs: binding === null ? rest : { ...half.inputs, [input]: binding } }
}

/** Inputs that something is still mapped to, though the helper flow has lost them. */
export const staleInputs = (half: HalfDraft, helper: FlowSignature): FieldId[] =>
  Object.keys(half.inputs).filter(id => !helper.inputs.some(input => input.id === id))

/** Whether a card's registration is proven by a request of the service. */
export const isProven = (card: Card): boolean => card.config.probe !== undefined

/** The edits that make a card's registration the draft; none where nothing differs. */
export const editsOf = (card: Card, draft: RegistrationDraft, proves: boolean): OneEdit[] => {
  const { renewalFlowId: _, listingFlowId: __, probe: ___, probeFlowId: ____, ...rest } = card.config
  // Nobody is asked for what is not waited for.
  const after: RegistrationDraft = proves ? draft : { ...draft, probe: emptyHalf }
  const chosen = registrarRoles
    .map((role): [RegistrarRole, string | null] => [role, after[role].flowId])
    .filter(([role, flowId]) => flowId !== null || mainRoles.some(main => main === role))
  const config = {
    ...rest,
    ...Object.fromEntries(chosen.map(([role, flowId]) => [configKey(role), flowId])),
    ...(proves && { probe: 'service-sends-one' })
  }
  const configure: OneEdit[] = sameJson(config, card.config)
    ? []
    : [{ kind: 'configure', card: card.id, config }]
  const bind = registrarRoles.flatMap(role => {
    const before = mappedOn(card, role)
    const { inputs } = after[role]
    const ids = [...new Set([...Object.keys(before), ...Object.keys(inputs)])]
    return ids
      .filter(id => !sameJson(fedBy(before, id), fedBy(inputs, id)))
      .map(
        (id): OneEdit => ({
          kind: 'bind',
          card: card.id,
          field: slotOf(role, id),
          binding: fedBy(inputs, id) ?? null
        })
      )
  })
  return [...configure, ...bind]
}
