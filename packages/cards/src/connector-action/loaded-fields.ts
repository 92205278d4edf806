import {
  type ActionSignature,
  dynamicPortId,
  type InputPort,
  isDynamicPort,
  type OutputPort
} from '@hookwright/engine'
import {
  attachConversionErrors,
  type Card,
  type ConversionErrors,
  coerce,
  conversionErrorOf,
  conversionErrorsIn,
  type DynamicField,
  type DynamicGroup,
  type FieldId,
  type InputGroup,
  isJsonObject,
  type JsonObject,
  LoadedFields,
  type OutputGroup,
  one,
  sameJson
} from '@hookwright/model'
import { fieldOfSetting } from '../kernel/field-of-setting.ts'

/** Field id of the card part that loads fields, used in links to it. No option or input can have this id. */
export const LOADED_FIELD = fieldOfSetting('loaded')

/** Loaded fields in the config of a card; undefined if none were loaded. */
type Loaded = LoadedFields | undefined

/** Reads the loaded fields in the config of a card. `undefined` if there are none or they are unreadable. */
export const loadedOf = ({ loaded }: JsonObject): Loaded => LoadedFields.safeParse(loaded).data

/** Returns the loaded fields of a dynamic group; undefined if they were never loaded. */
export const loadedGroups = (
  loaded: Loaded,
  role: 'inputs' | 'outputs',
  { id, dynamic }: InputGroup | OutputGroup
): DynamicGroup[] | undefined => {
  const groups = loaded?.[role]
  return dynamic !== undefined && groups !== undefined && Object.hasOwn(groups, id) ? groups[id] : undefined
}

/** Returns the dynamic groups of an action, starting with those of its inputs. */
export const dynamicGroupsOf = ({ inputGroups = [], outputs }: ActionSignature) => [
  ...inputGroups.flatMap(group =>
    group.dynamic === undefined ? [] : [{ role: 'inputs' as const, ...group, dynamic: group.dynamic }]
  ),
  ...outputs.flatMap(group =>
    group.dynamic === undefined ? [] : [{ role: 'outputs' as const, ...group, dynamic: group.dynamic }]
  )
]

/** Returns the heading of a group of loaded fields: its own name, or that of the dynamic group. */
export const nameOfLoaded = (group: { name: string }, { name }: DynamicGroup): string => name ?? group.name

/** Returns the loaded fields of a dynamic group as inputs of the card. */
export const loadedInputs = (loaded: Loaded, group: InputGroup): InputPort[] =>
  (loadedGroups(loaded, 'inputs', group) ?? []).flatMap(part =>
    part.fields.map(({ id, label, dataType, required, choices, description }) => ({
      id,
      label,
      type: dataType,
      required,
      group: nameOfLoaded(group, part),
      ...(choices?.from === 'static' && { choices: choices.rows }),
      ...(description !== undefined && { help: description })
    }))
  )

/** Returns the loaded fields of a dynamic group as outputs of the card. */
export const loadedOutputs = (loaded: Loaded, group: OutputGroup): OutputPort[] =>
  (loadedGroups(loaded, 'outputs', group) ?? []).flatMap(part =>
    part.fields.map(({ id, label, dataType }) => ({
      id,
      label,
      type: dataType,
      group: nameOfLoaded(group, part)
    }))
  )

const idsOf = (groups: Record<FieldId, DynamicGroup[]>): Record<FieldId, FieldId[]> =>
  Object.fromEntries(
    Object.entries(groups).map(([id, parts]) => [
      id,
      parts.flatMap(({ fields }) => fields.map(field => field.id))
    ])
  )

/** Returns the ids of all loaded fields by group, separately for inputs and outputs. */
export const loadedIds = ({ inputs, outputs }: LoadedFields) => ({
  inputs: idsOf(inputs),
  outputs: idsOf(outputs)
})

const withValues = (fields: DynamicField[], inputs: Record<string, unknown>): [string, unknown][] =>
  fields.flatMap(({ id, key }) => ((inputs[id] ?? null) === null ? [] : [[key, inputs[id]]]))

/**
 * Returns the object that the action receives for a dynamic group: its field values by key, with one nested
 * object per named group. Omits fields without a value, because the service could otherwise clear them.
 */
export const objectOfLoaded = (
  groups: DynamicGroup[],
  inputs: Record<string, unknown>
): Record<string, unknown> =>
  Object.fromEntries(
    groups.flatMap(({ name, fields }): [string, unknown][] => {
      const values = withValues(fields, inputs)
      return name === null ? values : [[name, Object.fromEntries(values)]]
    })
  )

/** Field values by id, with an error for each value that does not fit. */
interface ReadFields {
  values: Record<FieldId, unknown>
  errors: ConversionErrors
}

const readFields = (fields: DynamicField[], holder: unknown, read: ReadFields): void => {
  const held = coerce(holder, one('object'))
  for (const { id, label, key, dataType } of fields) {
    const value = isJsonObject(holder) && Object.hasOwn(holder, key) ? holder[key] : null
    const fit = held.ok ? coerce(value, dataType) : held
    read.values[id] = fit.ok ? fit.value : null
    if (!fit.ok) read.errors[id] = conversionErrorOf(label, fit)
  }
}

/**
 * Replaces the objects of dynamic groups in an action's outputs by their loaded fields' values. A value that
 * does not fit its field becomes `null` with a conversion error, as for other outputs.
 */
export const withLoadedOutputs = (
  loaded: Loaded,
  returned: Record<string, unknown>
): Record<string, unknown> => {
  if (!Object.keys(returned).some(isDynamicPort)) return returned
  const before = conversionErrorsIn(returned) ?? {}
  const read: ReadFields = { values: {}, errors: {} }
  for (const [id, value] of Object.entries(returned)) {
    if (isDynamicPort(id)) continue
    read.values[id] = value
    const error = before[id]
    if (error !== undefined) read.errors[id] = error
  }
  for (const [group, parts] of Object.entries(loaded?.outputs ?? {})) {
    const port = dynamicPortId(group)
    if (!Object.hasOwn(returned, port)) continue
    const unfit = before[port]
    for (const { name, fields } of parts) {
      const whole = returned[port]
      const holder =
        name === null ? whole : isJsonObject(whole) && Object.hasOwn(whole, name) ? whole[name] : null
      readFields(fields, holder, read)
      if (unfit === undefined) continue
      for (const { id, label } of fields) read.errors[id] = { ...unfit, label }
    }
  }
  return attachConversionErrors(read.values, read.errors)
}

/**
 * Loading state of a card's dynamic fields. `none`: the action has no dynamic groups. `never`: their fields
 * were not loaded. `other`: they were loaded for another connection or other options. `current`: they are up
 * to date.
 */
export type LoadedState = 'none' | 'never' | 'other' | 'current'

/**
 * Compares a card's loaded fields with its current connection and options and returns their state. `none` if
 * the action has no dynamic groups.
 */
export const loadedStateOf = (
  { config, inputs }: Pick<Card, 'config' | 'inputs'>,
  action: ActionSignature
): LoadedState => {
  const groups = dynamicGroupsOf(action)
  const loaded = loadedOf(config)
  if (groups.length === 0) return 'none'
  if (loaded === undefined || groups.some(group => loadedGroups(loaded, group.role, group) === undefined))
    return 'never'
  const chosen = (id: FieldId) => {
    const binding = Object.hasOwn(inputs, id) ? inputs[id] : undefined
    return binding?.kind === 'literal' ? binding.value : null
  }
  const isOther = Object.entries(loaded.options).some(
    ([id, value]) => action.options.some(option => option.id === id) && !sameJson(value, chosen(id))
  )
  return isOther || loaded.connectionId !== (config.connectionId ?? null) ? 'other' : 'current'
}
