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

/** Mapping without a helper flow. */
export const emptyMapping: HelperMapping = { flowId: null, inputs: {} }

const fedBy = (inputs: HelperMapping['inputs'], id: FieldId): Binding | undefined =>
  Object.hasOwn(inputs, id) ? inputs[id] : undefined

/**
 * Returns the mapping for a newly chosen helper flow. Bindings of the previous flow are kept for inputs with
 * the same label. Other inputs are mapped to the option with the same label, if they accept text.
 * @param before the previously chosen helper flow
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

/** Returns a mapping with one binding replaced. A null binding removes it. */
export const mapInput = (mapping: HelperMapping, input: FieldId, binding: Binding | null): HelperMapping => {
  const { [input]: _, ...rest } = mapping.inputs
  return { ...mapping, inputs: binding === null ? rest : { ...mapping.inputs, [input]: binding } }
}

/** Returns the mapped inputs that the helper flow no longer has. */
export const staleInputs = (mapping: HelperMapping, helper: FlowSignature): FieldId[] =>
  Object.keys(mapping.inputs).filter(id => !helper.inputs.some(input => input.id === id))

/** Returns true if registrations of the card are verified by a test event from the service. */
export const isProven = (card: Card): boolean => card.config.probe !== undefined

/** Settings of a registration other than its helper flows. */
export interface RegistrationSettings {
  compareMinutes: number
  oneUrlPerConnection: boolean
  /** Instructions for users who enter the Event URL manually. */
  byHandNote: string
}

/** Reads the registration settings from the config of an event card. */
export const settingsOf = ({ config }: Card): RegistrationSettings => ({
  compareMinutes: typeof config.compareMinutes === 'number' ? config.compareMinutes : compareLimits.usual,
  oneUrlPerConnection: config.oneUrlPerConnection === true,
  byHandNote: typeof config.byHandNote === 'string' ? config.byHandNote : ''
})

/** Config keys that `editsOf` replaces. */
const written = [
  'renewalFlowId',
  'listingFlowId',
  'probe',
  'probeFlowId',
  'compareMinutes',
  'oneUrlPerConnection',
  'byHandNote'
]

/** Returns the edits that apply the draft to the card. Empty if nothing changed. */
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
