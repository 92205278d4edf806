import {
  type ActionSignature,
  type ActionUse,
  type CardProblem,
  type Catalog,
  defineCard,
  deployedKeyOf,
  dynamicPortId,
  type InputPort,
  type OutputPort,
  optionPortId,
  outputPortsOf,
  outputs,
  ports
} from '@hookwright/engine'
import {
  type Card,
  Field,
  FieldId,
  fieldLimits,
  type InputGroup,
  isReservedName,
  type JsonObject,
  LoadedFields
} from '@hookwright/model'
import { z } from 'zod'
import { extensiblePortId, SELECTED_OUTPUTS } from '../kernel/action-ports.ts'
import { checkConnection, optionInput } from '../kernel/deployed-card.ts'
import {
  dynamicGroupsOf,
  LOADED_FIELD,
  loadedGroups,
  loadedIds,
  loadedInputs,
  loadedOutputs,
  loadedStateOf,
  objectOfLoaded,
  withLoadedOutputs
} from './loaded-fields.ts'

/** Field that the user adds. Its label is a key at the service, so it may contain any characters. */
const AddedField = Field.extend({ label: z.string().min(1).max(fieldLimits.label) })
const AddedFields = z
  .array(AddedField)
  .max(
    fieldLimits.fields,
    `At most ${fieldLimits.fields} fields can be added to a group. Remove the ones that you do not need.`
  )
type AddedFields = z.infer<typeof AddedFields>

const Config = z.strictObject({
  connectorId: z.string(),
  actionFlowId: z.string(),
  versionId: z.string(),
  connectionId: z.string().nullable(),
  /**
   * Fields that the user added to extensible groups, by group id. The action receives each group as one
   * object, keyed by label.
   */
  added: z.record(FieldId, AddedFields).optional(),
  /** Ids of the outputs that the user selected, if the action allows a choice. Absent for all outputs. */
  selected: z.array(FieldId).optional(),
  /** Fields of dynamic groups, as loaded by the action's helper flows. Runs use only these fields. */
  loaded: LoadedFields.optional()
})
type Config = z.infer<typeof Config>

/** Returns the action that a card runs; `undefined` if it is unknown. */
export const actionOf = (
  config: { versionId: string; actionFlowId: string } | JsonObject,
  catalog: Catalog
): ActionSignature | undefined =>
  catalog.actions.get(deployedKeyOf(String(config.versionId), String(config.actionFlowId)))

/** Returns the fields that the user added to a group of the action. */
const addedTo = ({ added }: Config, { id, extensible }: InputGroup): AddedFields =>
  extensible && added !== undefined && Object.hasOwn(added, id) ? (added[id] ?? []) : []

const groupInputs = (config: Config, group: InputGroup): InputPort[] => [
  ...loadedInputs(config.loaded, group),
  ...[...group.fields, ...addedTo(config, group)].map(({ id, label, dataType, required, choices }) => ({
    id,
    label,
    type: dataType,
    required,
    group: group.name,
    ...(choices?.from === 'static' && { choices: choices.rows })
  }))
]

/** Returns the outputs of the card: the action's outputs, and the loaded fields of its dynamic groups. */
const outputsOf = (action: ActionSignature, { selected, loaded }: Config): OutputPort[] => {
  const all = action.outputs.flatMap(group => [...outputPortsOf([group]), ...loadedOutputs(loaded, group)])
  return action.selectable && selected !== undefined ? all.filter(({ id }) => selected.includes(id)) : all
}

/**
 * Returns the reason why an option cannot be mapped, such as “The fields of this card depend on the value of
 * “Type”. …”. `undefined` if it can be mapped.
 */
const whyFixed = ({ id, label }: Field, action: ActionSignature): string | undefined =>
  dynamicGroupsOf(action).some(({ dynamic }) =>
    Object.values(dynamic.inputs).some(from => 'option' in from && from.option === id)
  )
    ? `The fields of this card depend on the value of “${label}”. Choose or type a fixed value.`
    : undefined

/** Returns the problems of added fields: duplicate labels, and labels that are invalid keys. */
const checkAdded = (config: Config, { inputGroups = [] }: ActionSignature): CardProblem[] =>
  inputGroups.flatMap(group => {
    const fields = addedTo(config, group)
    return fields.flatMap(({ id, label }, index): CardProblem[] => {
      if (isReservedName(label))
        return [{ field: id, message: `“${label}” cannot be the name of a field. Rename the field.` }]
      return fields.slice(0, index).some(other => other.label === label)
        ? [{ field: id, message: `Two added fields are named “${label}”. Rename one of them.` }]
        : []
    })
  })

const idsByGroup = (added: Record<FieldId, AddedFields>): Record<FieldId, FieldId[]> =>
  Object.fromEntries(Object.entries(added).map(([group, fields]) => [group, fields.map(({ id }) => id)]))

const useOf = ({ connectorId, versionId, actionFlowId, connectionId, added, loaded }: Config): ActionUse => ({
  connectorId,
  versionId,
  actionFlowId,
  connectionId,
  ...(added !== undefined && { added: idsByGroup(added) }),
  ...(loaded !== undefined && { loaded: loadedIds(loaded) })
})

/**
 * Checks that the loaded fields match the current settings. Otherwise, the service may expect other fields.
 */
const checkLoaded = (card: Card, action: ActionSignature): CardProblem[] =>
  loadedStateOf(card, action) === 'other'
    ? [
        {
          field: LOADED_FIELD,
          message: 'These fields were loaded for another connection or other options. Reload the fields.'
        }
      ]
    : []

const check = (config: Config, card: Card, catalog: Catalog): CardProblem[] => {
  const action = actionOf(config, catalog)
  if (action !== undefined)
    return [
      ...checkConnection(action, config.connectionId),
      ...checkLoaded(card, action),
      ...checkAdded(config, action)
    ]
  return [
    {
      code: 'action',
      message: 'The action of this card is no longer available. Choose another action from the card menu.'
    }
  ]
}

/** Returns the start values of the action's flow, keyed by the output ids of its start card. */
const startValuesOf = (
  config: Config,
  action: ActionSignature,
  inputs: Record<string, unknown>
): Record<string, unknown> => {
  const groups = action.inputGroups ?? []
  const options = action.options.map(({ id }) => [optionPortId(id), inputs[id] ?? null])
  const fields = groups.flatMap(({ fields }) => fields.map(({ id }) => [id, inputs[id] ?? null]))
  const added = groups
    .filter(group => group.extensible)
    .map(group => [
      extensiblePortId(group.id),
      Object.fromEntries(addedTo(config, group).map(({ id, label }) => [label, inputs[id] ?? null]))
    ])
  const selected = action.selectable
    ? [[SELECTED_OUTPUTS, outputsOf(action, config).map(({ label }) => label)]]
    : []
  const loaded = groups.flatMap(group => {
    if (group.dynamic === undefined) return []
    return [
      [dynamicPortId(group.id), objectOfLoaded(loadedGroups(config.loaded, 'inputs', group) ?? [], inputs)]
    ]
  })
  return Object.fromEntries([...options, ...fields, ...added, ...loaded, ...selected])
}

/** Card that runs an action of a deployed connector in a user's flow. It has its own connection. */
export const connectorAction = defineCard<Config>({
  type: 'connector-action',
  title: 'Connector action',
  group: 'Events',
  docs: {
    summary: 'Runs an action at a service',
    help: 'Runs an action of a deployed connector at the service. Choose the connection and the options, and map values to the inputs. The outputs are those of the action. If the action fails, this flow fails too, unless an If Error card catches the error.'
  },
  config: Config,
  blank: () => ({ config: { connectorId: '', actionFlowId: '', versionId: '', connectionId: null } }),
  ports: (config, catalog) => {
    const action = actionOf(config, catalog)
    if (action === undefined) return ports({})
    return ports({
      inputs: [
        ...action.options.map(option => optionInput(option, whyFixed(option, action))),
        ...(action.inputGroups ?? []).flatMap(group => groupInputs(config, group))
      ],
      outputs: outputsOf(action, config)
    })
  },
  check,
  acts: useOf,
  handlesErrors: true,
  startValues: startValuesOf,
  /**
   * Runs the action's flow. An early stop yields no outputs. Throws `action.gone`,
   * `connection.gone`.
   */
  execute: async ({ config, inputs, callAction }) => {
    const ended = await callAction(useOf(config), action => startValuesOf(config, action, inputs))
    if (ended.kind === 'stop') return outputs({})
    return outputs(withLoadedOutputs(config.loaded, ended.outputs))
  }
})
