import {
  type Bindings,
  type DataType,
  type FieldId,
  FieldLabel,
  fieldLimits,
  type OutputGroup,
  one,
  pillsOf,
  sameJson
} from '@hookwright/model'
import { type FieldDraft, fieldDraftOf, labelFlaws, movedTo } from '../view/fields-editor/field-draft.ts'
import type { Config } from './card.ts'
import { cutTo } from './label-of-key.ts'
import { LIST, RECORD } from './records.ts'

/** A group while it is being set up: its name is what was typed. */
export interface GroupDraft {
  id: FieldId
  name: string
  fields: FieldDraft[]
}

/** The outputs of an event while they are being set up, with what feeds them. */
export interface OutputsDraft {
  groups: GroupDraft[]
  runMode: boolean
  inputs: Bindings
}

/** The outputs of a card as a draft. */
export const outputsDraftOf = (config: Config, inputs: Bindings): OutputsDraft => ({
  groups: config.groups.map(({ id, name, fields }) => ({ id, name, fields: fields.map(fieldDraftOf) })),
  runMode: config.runMode,
  inputs
})

/** Groups as they are kept. What is not yet a label or a name stays as it was typed. */
export const groupsOf = (draft: OutputsDraft): OutputGroup[] =>
  draft.groups.map(({ id, name, fields }) => ({ id, name, fields: fields.map(field => ({ ...field })) }))

/** All outputs of a draft, in order. */
export const fieldsOf = (draft: OutputsDraft): FieldDraft[] => draft.groups.flatMap(group => group.fields)

/** Output that has no id yet. */
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
  groups: draft.groups.map(group => (group.id === id ? change(group) : group))
})

const withoutInputs = (inputs: Bindings, ids: ReadonlySet<FieldId>): Bindings =>
  Object.fromEntries(Object.entries(inputs).filter(([id]) => !ids.has(id)))

/** Adds a group at the end, to be named. */
export const addGroup = (draft: OutputsDraft, id: FieldId, name = ''): OutputsDraft => ({
  ...draft,
  groups: [...draft.groups, { id, name, fields: [] }]
})

/** Gives a group another name, fit or not; `flawsOf` says what is wrong with it. */
export const nameGroup = (draft: OutputsDraft, id: FieldId, name: string): OutputsDraft =>
  withGroup(draft, id, group => ({ ...group, name }))

/** Puts a group at another place among the groups. */
export const moveGroup = (draft: OutputsDraft, id: FieldId, to: number): OutputsDraft => ({
  ...draft,
  groups: movedTo(draft.groups, id, to)
})

/** Takes a group away, with its outputs and what feeds them. */
export const removeGroup = (draft: OutputsDraft, id: FieldId): OutputsDraft => {
  const gone = new Set(
    draft.groups.filter(group => group.id === id).flatMap(group => group.fields.map(field => field.id))
  )
  return {
    ...draft,
    groups: draft.groups.filter(group => group.id !== id),
    inputs: withoutInputs(draft.inputs, gone)
  }
}

/** Adds an output at the end of a group, to be named. */
export const addOutput = (
  draft: OutputsDraft,
  group: FieldId,
  id: FieldId,
  given: NewOutput = { label: '', dataType: one('text') }
): OutputsDraft =>
  withGroup(draft, group, old => ({
    ...old,
    fields: [...old.fields, blankOutput(id, given)]
  }))

/** Changes an output in what is given of it; a data type that is chosen is no guess any more. */
export const changeOutput = (draft: OutputsDraft, id: FieldId, part: Partial<FieldDraft>): OutputsDraft => {
  const changed = (field: FieldDraft): FieldDraft => {
    if (field.id !== id) return field
    return { ...(part.dataType === undefined ? field : withoutGuess(field)), ...part }
  }
  return {
    ...draft,
    groups: draft.groups.map(group =>
      group.fields.some(field => field.id === id) ? { ...group, fields: group.fields.map(changed) } : group
    )
  }
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

/** The outputs whose data types are guesses. */
export const guessedOutputs = (draft: OutputsDraft): FieldDraft[] =>
  fieldsOf(draft).filter(field => field.guessed === true)

/** Puts an output at a place in a group, its own or another one; what feeds it stays. */
export const moveOutput = (draft: OutputsDraft, id: FieldId, group: FieldId, to: number): OutputsDraft => {
  const moved = fieldsOf(draft).find(field => field.id === id)
  if (moved === undefined || !draft.groups.some(each => each.id === group)) return draft
  return {
    ...draft,
    groups: draft.groups.map(each => {
      const fields = each.fields.filter(field => field.id !== id)
      return each.id === group ? { ...each, fields: fields.toSpliced(to, 0, moved) } : { ...each, fields }
    })
  }
}

/** Takes an output away, with what feeds it. */
export const removeOutput = (draft: OutputsDraft, id: FieldId): OutputsDraft => ({
  ...draft,
  groups: draft.groups.map(group => ({ ...group, fields: group.fields.filter(field => field.id !== id) })),
  inputs: withoutInputs(draft.inputs, new Set([id]))
})

/** Switches Run mode on, where no more than one group stands in its way. */
export const switchRunModeOn = (draft: OutputsDraft): OutputsDraft => ({ ...draft, runMode: true })

/** The outputs that are fed from a record of the list, which there is with Run mode only. */
export const fedFromRecord = (draft: OutputsDraft, card: string): FieldDraft[] =>
  fieldsOf(draft).filter(({ id }) => {
    const binding = Object.hasOwn(draft.inputs, id) ? draft.inputs[id] : undefined
    return binding !== undefined && pillsOf(binding).some(pill => pill.card === card && pill.field === RECORD)
  })

/** Switches Run mode off. There is no list and no record then, so what came from them is no longer mapped. */
export const switchRunModeOff = (draft: OutputsDraft, card: string): OutputsDraft => {
  const gone = new Set([LIST, ...fedFromRecord(draft, card).map(field => field.id)])
  return { ...draft, runMode: false, inputs: withoutInputs(draft.inputs, gone) }
}

/**
 * Switches Run mode off, and gives the groups back that were made one when it was switched on, as long as those outputs
 * are the same.
 */
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

/** A label that none of the others has; the name of its group goes before it, then a number behind it. */
export const freeLabel = (label: string, group: string, taken: ReadonlySet<string>): string => {
  if (!taken.has(label.toLowerCase())) return label
  const stem = cutTo(`${group} ${label}`.trim(), 96)
  let free = stem
  for (let number = 2; taken.has(free.toLowerCase()); number += 1) free = `${stem} ${number}`
  return free
}

/**
 * All groups as one, named after the first, with Run mode on. Where two outputs have one label, the later one gets the
 * name of its group before it.
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

/** The first group alone, with Run mode on; the others go with what feeds them. */
export const keepFirstGroup = (draft: OutputsDraft): OutputsDraft =>
  switchRunModeOn(draft.groups.slice(1).reduce((kept, group) => removeGroup(kept, group.id), draft))

/** Flaws of a draft, by group and output. */
export interface OutputsFlaws {
  groups: Record<FieldId, string>
  fields: Record<FieldId, string>
}

const nameFlawOf = (group: GroupDraft, groups: GroupDraft[]): string | null => {
  if (group.name === '') return 'A group needs a name. Enter one.'
  if (group.name.length > fieldLimits.label)
    return `A group name has at most ${fieldLimits.label} characters. Shorten it.`
  if (!FieldLabel.safeParse(group.name).success)
    return 'A group name may contain letters, digits, spaces, - and _, with no space at either end.'
  const name = group.name.toLowerCase()
  const twice = groups.some(other => other.id !== group.id && other.name.toLowerCase() === name)
  return twice ? `Two groups are called “${group.name}”. Rename one of them.` : null
}

const countFlawOf = (group: GroupDraft, { groups, runMode }: OutputsDraft): string | null => {
  if (groups.indexOf(group) >= fieldLimits.groups)
    return `An event has at most ${fieldLimits.groups} groups, and “${group.name}” is one too many. Remove it or another one.`
  if (group.fields.length <= fieldLimits.fields) return null
  const instead = runMode ? 'remove some.' : 'move some to another group, or remove some.'
  return `A group has at most ${fieldLimits.fields} fields, and “${group.name}” has ${group.fields.length}; ${instead}`
}

/**
 * Returns the flaws of a draft: missing or duplicate names of groups and labels of outputs, and more of either than an event
 * may have.
 */
export const flawsOf = (draft: OutputsDraft): OutputsFlaws => ({
  groups: Object.fromEntries(
    draft.groups.flatMap(group => {
      const flaw = nameFlawOf(group, draft.groups) ?? countFlawOf(group, draft)
      return flaw === null ? [] : [[group.id, flaw]]
    })
  ),
  fields: Object.assign({}, ...draft.groups.map(group => labelFlaws(group.fields)))
})

/** The flaws of a draft in the order in which they are seen: whose it is, and the sentence. */
export const listFlaws = (draft: OutputsDraft, flaws: OutputsFlaws): { id: FieldId; flaw: string }[] =>
  draft.groups.flatMap(group => {
    const ids = [group.id, ...group.fields.map(field => field.id)]
    return ids.flatMap(id => {
      const flaw = id === group.id ? flaws.groups[id] : flaws.fields[id]
      return flaw === undefined ? [] : [{ id, flaw }]
    })
  })
