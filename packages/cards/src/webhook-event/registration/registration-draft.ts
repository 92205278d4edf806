import { optionPortId } from '@hookwright/engine'
import {
  type Binding,
  type Card,
  type Field,
  type FieldId,
  type FlowSignature,
  type OneEdit,
  pill,
  type RegistrarRole,
  registrarRoles,
  sameJson
} from '@hookwright/model'
import { sameLabel, transferInputs } from '../../kernel/transfer-inputs.ts'
import { compareLimits } from '../card.ts'
import {
  configKey,
  type HelperMapping,
  mainRoles,
  mappedOn,
  type RegistrationDraft,
  slotOf
} from './read-registration.ts'

/** A part without a helper flow. */
export const emptyMapping: HelperMapping = { flowId: null, inputs: {} }

const fedBy = (inputs: HelperMapping['inputs'], id: FieldId): Binding | undefined =>
  Object.hasOwn(inputs, id) ? inputs[id] : undefined

/**
 * Returns a mapping to another helper flow. An input keeps the binding of the earlier flow's input with the same label;
 * without one it is mapped to the option with that label, if it accepts text.
 * @param before the helper flow that was chosen until now
 */
export const chooseHelper = (params: {
  mapping: HelperMapping
  before: FlowSignature | undefined
  helper: FlowSignature
  options: Field[]
  cardId: string
}): HelperMapping => {
  const { mapping, before, helper, options, cardId } = params
  if (mapping.flowId === helper.id) return mapping
  const inputs = transferInputs<Binding>({
    before,
    handed: mapping.inputs,
    helper,
    ofLabel: label => {
      const option = options.find(each => sameLabel(each.label, label))
      return option && pill(cardId, optionPortId(option.id))
    }
  })
  return { flowId: helper.id, inputs }
}

/** Returns a mapping with another binding of one input; null removes the binding. */
export const mapInput = (mapping: HelperMapping, input: FieldId, binding: Binding | null): HelperMapping => {
  const { [input]: _, ...rest } = mapping.inputs
  return { ...mapping, inputs: binding === null ? rest : { ...mapping.inputs, [input]: binding } }
}

/** Inputs that something is still mapped to, though the helper flow has lost them. */
export const staleInputs = (mapping: HelperMapping, helper: FlowSignature): FieldId[] =>
  Object.keys(mapping.inputs).filter(id => !helper.inputs.some(input => input.id === id))

/** Returns true if a test event of the service verifies the card's registrations. */
export const isProven = (card: Card): boolean => card.config.probe !== undefined

/** Settings of a registration beside its helper flows. */
export interface RegistrationSettings {
  compareMinutes: number
  oneUrlPerConnection: boolean
  /** Steps for users who enter the Event URL by hand. */
  byHandNote: string
}

/** Returns the settings of an event card’s registration. */
export const settingsOf = ({ config }: Card): RegistrationSettings => ({
  compareMinutes: typeof config.compareMinutes === 'number' ? config.compareMinutes : compareLimits.usual,
  oneUrlPerConnection: config.oneUrlPerConnection === true,
  byHandNote: typeof config.byHandNote === 'string' ? config.byHandNote : ''
})

/** Keys of the config that are rewritten. */
const written = [
  'renewalFlowId',
  'listingFlowId',
  'probe',
  'probeFlowId',
  'compareMinutes',
  'oneUrlPerConnection',
  'byHandNote'
]

/** The edits that make a card's registration the draft; none where nothing differs. */
export const editsOf = (
  card: Card,
  draft: RegistrationDraft,
  proves: boolean,
  settings: RegistrationSettings = settingsOf(card)
): OneEdit[] => {
  const { compareMinutes, oneUrlPerConnection } = settings
  const byHandNote = settings.byHandNote.trim()
  const rest = Object.fromEntries(Object.entries(card.config).filter(([key]) => !written.includes(key)))
  // Nobody is asked for what is not waited for.
  const after: RegistrationDraft = proves ? draft : { ...draft, probe: emptyMapping }
  const chosen = registrarRoles
    .map((role): [RegistrarRole, string | null] => [role, after[role].flowId])
    .filter(([role, flowId]) => flowId !== null || mainRoles.some(main => main === role))
  const config = {
    ...rest,
    ...Object.fromEntries(chosen.map(([role, flowId]) => [configKey(role), flowId])),
    ...(proves && { probe: 'service-sends-one' }),
    ...(compareMinutes !== compareLimits.usual && { compareMinutes }),
    ...(oneUrlPerConnection && { oneUrlPerConnection }),
    ...(byHandNote !== '' && { byHandNote })
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
