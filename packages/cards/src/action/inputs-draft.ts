import { dynamicPortId } from '@hookwright/engine'
import {
  type Card,
  type FieldId,
  type FieldType,
  type InputGroup,
  isChosen,
  type JsonObject,
  one
} from '@hookwright/model'
import { readInputGroups } from '../kernel/input-groups.ts'
import { readOptions } from '../kernel/option-ports.ts'
import { blankOption, type OptionDraft, optionDraftOf, savedFieldOf } from '../options/options-draft.ts'
import { type OptionError, validateRows } from '../options/validate-options.ts'
import { type FieldDraft, freshKey, movedTo, nameOfField } from '../view/fields-editor/field-draft.ts'
import {
  changeField,
  changeGroup,
  dynamicGroup,
  fieldsIn,
  type GroupDraft,
  type GroupErrors,
  moveField,
  savedSourceOf,
  sourceDraftOf,
  validateGroups,
  withoutField
} from '../view/fields-editor/group-draft.ts'

/** Draft of a group of inputs. */
export interface InputGroupDraft extends GroupDraft<OptionDraft> {
  extensible: boolean
}

/** Draft of an action's inputs. */
export interface InputsDraft {
  groups: InputGroupDraft[]
  selectable: boolean
  /**
   * Ids of the groups and inputs that existed before editing. They keep these ids, which new ones cannot get.
   */
  kept: FieldId[]
  /** Ids of the action's options. No input can have such an id, because users see both on one card. */
  taken: FieldId[]
}

/** Returns the inputs of a card as a draft. Omits unreadable inputs. */
export const inputsDraftOf = (card: Card): InputsDraft => {
  const groups = readInputGroups(card.config).map(
    ({ id, name, fields, extensible = false, dynamic }): InputGroupDraft => ({
      id,
      name,
      // The values of an input are typed; no helper flow gives them.
      fields: fields.map(field => ({ ...optionDraftOf(field), from: 'static' })),
      extensible,
      ...sourceDraftOf(dynamic)
    })
  )
  return {
    groups,
    selectable: card.config.selectable === true,
    kept: groups.flatMap(group => [group.id, ...group.fields.map(field => field.id)]),
    taken: readOptions(card).map(option => option.id)
  }
}

/** Adds an unnamed group with one unnamed input at the end. */
export const addInputGroup = (draft: InputsDraft, id: FieldId, field: FieldId): InputsDraft => ({
  ...draft,
  groups: [...draft.groups, { id, name: '', fields: [blankOption(field)], extensible: false }]
})

/** Adds an unnamed dynamic group at the end. */
export const addDynamicInputs = (draft: InputsDraft, id: FieldId): InputsDraft => ({
  ...draft,
  groups: [...draft.groups, { ...dynamicGroup(id), extensible: false }]
})

/** Changes properties of a group: its name, the source of its fields, and whether users may add fields. */
export const changeInputGroup = (
  draft: InputsDraft,
  id: FieldId,
  part: Partial<Pick<InputGroupDraft, 'name' | 'extensible' | 'source'>>
): InputsDraft => ({ ...draft, groups: changeGroup(draft.groups, id, group => ({ ...group, ...part })) })

/** Moves a group to another index. */
export const moveInputGroup = (draft: InputsDraft, id: FieldId, to: number): InputsDraft => ({
  ...draft,
  groups: movedTo(draft.groups, id, to)
})

/** Removes a group with its inputs. */
export const removeInputGroup = (draft: InputsDraft, id: FieldId): InputsDraft => ({
  ...draft,
  groups: draft.groups.filter(group => group.id !== id)
})

/** Adds an unnamed input at an index of a group. */
export const addInput = (draft: InputsDraft, group: FieldId, id: FieldId, at: number): InputsDraft => ({
  ...draft,
  groups: changeGroup(draft.groups, group, each => ({
    ...each,
    fields: each.fields.toSpliced(at, 0, blankOption(id))
  }))
})

/**
 * Changes the field type of an input. Its data type becomes a single value; for a dropdown, a text or a
 * number.
 */
const withInputType = (input: OptionDraft, fieldType: FieldType): OptionDraft => ({
  ...input,
  fieldType,
  dataType:
    isChosen({ fieldType }) && input.dataType.kind !== 'number' ? one('text') : one(input.dataType.kind)
})

/** Changes properties of an input. */
export const changeInput = (draft: InputsDraft, id: FieldId, part: Partial<OptionDraft>): InputsDraft => ({
  ...draft,
  groups: changeField(draft.groups, id, (input: OptionDraft) => {
    const changed = { ...input, ...part }
    return part.fieldType === undefined ? changed : withInputType(changed, part.fieldType)
  })
})

/** Moves an input to an index in the same or another group. */
export const moveInput = (draft: InputsDraft, id: FieldId, group: FieldId, to: number): InputsDraft => ({
  ...draft,
  groups: moveField(draft.groups, id, group, to)
})

/** Removes an input. */
export const removeInput = (draft: InputsDraft, id: FieldId): InputsDraft => ({
  ...draft,
  groups: withoutField(draft.groups, id)
})

/**
 * Returns the final ids of groups and inputs. Existing groups and inputs keep theirs; new ids are derived
 * from names.
 */
const idsOf = ({ groups, kept, taken: others }: InputsDraft): Map<FieldId, FieldId> => {
  const taken = new Set([...kept, ...others])
  const ids = new Map<FieldId, FieldId>()
  const give = (id: FieldId, name: string): void => {
    const key = kept.includes(id) ? id : freshKey(name, taken)
    taken.add(key)
    ids.set(id, key)
  }
  for (const group of groups) give(group.id, group.name)
  for (const field of fieldsIn<OptionDraft>(groups)) give(field.id, field.label)
  return ids
}

const groupsWith = (draft: InputsDraft, idOf: (id: FieldId) => FieldId): InputGroup[] =>
  draft.groups.map(({ id, name, fields, extensible, source }) => ({
    id: idOf(id),
    name,
    fields: fields.map(field => savedFieldOf(field, idOf)),
    ...(extensible && { extensible }),
    ...savedSourceOf(source === undefined ? {} : { source })
  }))

/** Converts a draft, valid or not, to input groups for the preview. Keeps the ids of the draft. */
export const shownGroupsOf = (draft: InputsDraft): InputGroup[] => groupsWith(draft, id => id)

/** Returns the config of a card with the inputs of a valid draft. */
export const configWithInputs = (
  { selectable: _, ...config }: JsonObject,
  draft: InputsDraft
): JsonObject => {
  const ids = idsOf(draft)
  return {
    ...config,
    groups: groupsWith(draft, id => ids.get(id) ?? id),
    ...(draft.selectable && { selectable: true })
  }
}

/** Validation errors of a draft: names and labels by id, and dropdown choices in order. */
export interface InputsErrors extends GroupErrors {
  values: OptionError[]
}

/** Returns all validation errors of a draft. */
export const validateInputs = ({ groups }: InputsDraft): InputsErrors => ({
  ...validateGroups(groups, { noun: 'An action' }),
  values: groups.flatMap(({ fields }) =>
    fields.flatMap(field => (isChosen(field) ? validateRows(field, nameOfField(fields, field), 'input') : []))
  )
})

/**
 * Returns the inputs of a group. A dynamic group has one more input, which contains all its loaded fields.
 */
const valuesIn = ({ id, name, fields, source }: InputGroupDraft): Pick<FieldDraft, 'id' | 'label'>[] =>
  source === undefined ? fields : [...fields, { id: dynamicPortId(id), label: name }]

/** Returns the inputs and dynamic groups of the initial draft that are missing in this draft. */
export const removedInputs = (draft: InputsDraft, begun: InputsDraft): Pick<FieldDraft, 'id' | 'label'>[] => {
  const there = new Set(draft.groups.flatMap(valuesIn).map(value => value.id))
  return begun.groups.flatMap(valuesIn).filter(({ id }) => !there.has(id))
}

/** Restores removed inputs at their former index, in their former or recreated group. */
export const restoreInputs = (draft: InputsDraft, begun: InputsDraft): InputsDraft => {
  const lost = new Set(removedInputs(draft, begun).map(({ id }) => id))
  let groups = draft.groups
  for (const [index, group] of begun.groups.entries()) {
    const missing = group.fields.filter(({ id }) => lost.has(id))
    const isLost = missing.length > 0 || lost.has(dynamicPortId(group.id))
    if (isLost && !groups.some(({ id }) => id === group.id))
      groups = groups.toSpliced(index, 0, { ...group, fields: [] })
    for (const field of missing)
      groups = changeGroup(groups, group.id, each => ({
        ...each,
        fields: each.fields.toSpliced(group.fields.indexOf(field), 0, field)
      }))
  }
  return { ...draft, groups }
}
