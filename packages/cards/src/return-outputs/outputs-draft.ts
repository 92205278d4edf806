import { dynamicPortId } from '@hookwright/engine'
import {
  type Bindings,
  type DataType,
  type FieldId,
  type OutputGroup,
  one,
  pillsOf,
  sameJson
} from '@hookwright/model'
import { type FieldDraft, fieldDraftOf, movedTo } from '../view/fields-editor/field-draft.ts'
import {
  changeField,
  changeGroup,
  dynamicGroup,
  fieldsIn,
  type GroupDraft,
  type GroupErrors,
  listGroupErrors,
  moveField,
  type SourceDraft,
  savedSourceOf,
  sourceDraftOf,
  validateGroups,
  withoutField
} from '../view/fields-editor/group-draft.ts'
import type { Config } from './card.ts'
import { cutTo } from './label-of-key.ts'
import { LIST, RECORD } from './records.ts'
import type { Converters } from './unix-time.ts'

/** Draft of an event's outputs, with their mappings. */
export interface OutputsDraft {
  groups: GroupDraft[]
  runMode: boolean
  inputs: Bindings
  /** Cards to insert that convert outputs from Unix time. */
  converters?: Converters
}

/** Returns the outputs of a card as a draft. */
export const outputsDraftOf = (config: Config, inputs: Bindings): OutputsDraft => ({
  groups: config.groups.map(({ id, name, fields, dynamic }) => ({
    id,
    name,
    fields: fields.map(fieldDraftOf),
    ...sourceDraftOf(dynamic)
  })),
  runMode: config.runMode,
  inputs
})

/** Returns the groups as they are stored. Invalid labels and names stay unchanged. */
export const groupsOf = (draft: OutputsDraft): OutputGroup[] =>
  draft.groups.map(({ fields, source, ...group }) => ({
    ...group,
    fields: fields.map(field => ({ ...field })),
    ...savedSourceOf(source === undefined ? {} : { source })
  }))

/** Returns all outputs of a draft, in order. */
export const fieldsOf = (draft: OutputsDraft): FieldDraft[] => fieldsIn(draft.groups)

/** Properties of an output to add, which has no id yet. */
interface NewOutput {
  label: string
  dataType: DataType
  guessed?: boolean
}

const blankOutput = (id: FieldId, { label, dataType, guessed }: NewOutput): FieldDraft => ({
  id,
  label,
  fieldType: 'text-field',
  dataType,
  required: false,
  ...(guessed === true && { guessed })
})

const withGroup = (
  draft: OutputsDraft,
  id: FieldId,
  change: (group: GroupDraft) => GroupDraft
): OutputsDraft => ({
  ...draft,
  groups: changeGroup(draft.groups, id, change)
})

const withoutInputs = (inputs: Bindings, ids: ReadonlySet<FieldId>): Bindings =>
  Object.fromEntries(Object.entries(inputs).filter(([id]) => !ids.has(id)))

/** Adds an unnamed group at the end. */
export const addGroup = (draft: OutputsDraft, id: FieldId, name = ''): OutputsDraft => ({
  ...draft,
  groups: [...draft.groups, { id, name, fields: [] }]
})

/** Adds an unnamed dynamic group at the end. */
export const addDynamicOutputs = (draft: OutputsDraft, id: FieldId): OutputsDraft => ({
  ...draft,
  groups: [...draft.groups, dynamicGroup(id)]
})

/** Changes the helper flow of a dynamic group. */
export const changeSource = (draft: OutputsDraft, id: FieldId, source: SourceDraft): OutputsDraft =>
  withGroup(draft, id, group => ({ ...group, source }))

/** Renames a group. Invalid names are reported by `validateOutputs`. */
export const nameGroup = (draft: OutputsDraft, id: FieldId, name: string): OutputsDraft =>
  withGroup(draft, id, group => ({ ...group, name }))

/** Moves a group to another index. */
export const moveGroup = (draft: OutputsDraft, id: FieldId, to: number): OutputsDraft => ({
  ...draft,
  groups: movedTo(draft.groups, id, to)
})

/** Removes a group with its outputs and their mappings. */
export const removeGroup = (draft: OutputsDraft, id: FieldId): OutputsDraft => {
  const gone = new Set(
    draft.groups
      .filter(group => group.id === id)
      .flatMap(group => [dynamicPortId(id), ...group.fields.map(field => field.id)])
  )
  return {
    ...draft,
    groups: draft.groups.filter(group => group.id !== id),
    inputs: withoutInputs(draft.inputs, gone)
  }
}

/** Adds an unnamed output at the end of a group. */
export const addOutput = (
  draft: OutputsDraft,
  group: FieldId,
  id: FieldId,
  params: NewOutput = { label: '', dataType: one('text') }
): OutputsDraft =>
  withGroup(draft, group, old => ({
    ...old,
    fields: [...old.fields, blankOutput(id, params)]
  }))

/** Changes properties of an output. Choosing a data type means that it is no longer a guess. */
export const changeOutput = (draft: OutputsDraft, id: FieldId, part: Partial<FieldDraft>): OutputsDraft => {
  const changed = (field: FieldDraft): FieldDraft => ({
    ...(part.dataType === undefined ? field : withoutGuess(field)),
    ...part
  })
  return { ...draft, groups: changeField(draft.groups, id, changed) }
}

const withoutGuess = ({ guessed: _, ...field }: FieldDraft): FieldDraft => field

/** Confirms the guessed data types of these outputs. */
export const confirmTypes = (draft: OutputsDraft, ids: ReadonlySet<FieldId>): OutputsDraft => ({
  ...draft,
  groups: draft.groups.map(group => ({
    ...group,
    fields: group.fields.map(field => (ids.has(field.id) ? withoutGuess(field) : field))
  }))
})

/** Returns the outputs with guessed data types. */
export const guessedOutputs = (draft: OutputsDraft): FieldDraft[] =>
  fieldsOf(draft).filter(field => field.guessed === true)

/** Moves an output to an index in the same or another group. Keeps its mapping. */
export const moveOutput = (draft: OutputsDraft, id: FieldId, group: FieldId, to: number): OutputsDraft => {
  const groups = moveField(draft.groups, id, group, to)
  return groups === draft.groups ? draft : { ...draft, groups }
}

/** Removes an output with its mapping. */
export const removeOutput = (draft: OutputsDraft, id: FieldId): OutputsDraft => ({
  ...draft,
  groups: withoutField(draft.groups, id),
  inputs: withoutInputs(draft.inputs, new Set([id]))
})

/** Switches Run mode on. The draft must have at most one group. */
export const switchRunModeOn = (draft: OutputsDraft): OutputsDraft => ({ ...draft, runMode: true })

/** Returns the outputs that are mapped from a record of the list, which exists only with Run mode. */
export const outputsFromRecord = (draft: OutputsDraft, card: string): FieldDraft[] =>
  fieldsOf(draft).filter(({ id }) => {
    const binding = Object.hasOwn(draft.inputs, id) ? draft.inputs[id] : undefined
    return binding !== undefined && pillsOf(binding).some(pill => pill.card === card && pill.field === RECORD)
  })

/** Switches Run mode off, and removes the mappings from list and record. */
export const switchRunModeOff = (draft: OutputsDraft, card: string): OutputsDraft => {
  const gone = new Set([LIST, ...outputsFromRecord(draft, card).map(field => field.id)])
  return { ...draft, runMode: false, inputs: withoutInputs(draft.inputs, gone) }
}

/** Switches Run mode off, and restores the merged groups if their outputs are unchanged. */
export const switchRunModeBack = (
  draft: OutputsDraft,
  card: string,
  switched: { before: OutputsDraft; after: OutputsDraft } | null
): OutputsDraft => {
  const off = switchRunModeOff(draft, card)
  if (switched === null || !sameJson(groupsOf(draft), groupsOf(switched.after))) return off
  const { groups, inputs } = switched.before
  return { ...off, groups, inputs: { ...inputs, ...off.inputs } }
}

/**
 * Returns an unused label. If the label is taken, the name of its group is put before it; if that is taken, a
 * number is added.
 */
export const freeLabel = (label: string, group: string, taken: ReadonlySet<string>): string => {
  if (!taken.has(label.toLowerCase())) return label
  const stem = cutTo(`${group} ${label}`.trim(), 96)
  let free = stem
  for (let number = 2; taken.has(free.toLowerCase()); number += 1) free = `${stem} ${number}`
  return free
}

/**
 * Merges all groups into the first one and switches Run mode on. If two outputs have the same label, the
 * later one is prefixed with its group's name.
 */
export const mergeGroups = (draft: OutputsDraft): OutputsDraft => {
  const [first] = draft.groups
  if (first === undefined) return switchRunModeOn(draft)
  const taken = new Set<string>()
  const fields = draft.groups.flatMap(group =>
    group.fields.map(field => {
      const label = field.label === '' ? '' : freeLabel(field.label, group.name, taken)
      if (label !== '') taken.add(label.toLowerCase())
      return { ...field, label }
    })
  )
  return { ...draft, runMode: true, groups: [{ ...first, fields }] }
}

/** Keeps only the first group and switches Run mode on. The other groups are removed with their mappings. */
export const keepFirstGroup = (draft: OutputsDraft): OutputsDraft =>
  switchRunModeOn(draft.groups.slice(1).reduce((kept, group) => removeGroup(kept, group.id), draft))

/**
 * Returns the validation errors of a draft: missing or duplicate names and labels, and too many groups or
 * outputs.
 */
export const validateOutputs = ({ groups, runMode }: OutputsDraft): GroupErrors =>
  validateGroups(groups, { noun: 'A flow', isOnly: runMode })

/** Returns the validation errors of a draft in display order, each with the id of its group or output. */
export const listOutputErrors = (
  { groups }: OutputsDraft,
  errors: GroupErrors
): { id: FieldId; error: string }[] => listGroupErrors(groups, errors)
