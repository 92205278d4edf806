import {
  type Card,
  type Choice,
  type Choices,
  type Field,
  type FieldId,
  type FieldType,
  type FlowSignature,
  type HelperInputs,
  isChosen,
  type Json,
  listOf,
  one,
  savedValueOf
} from '@hookwright/model'
import { readInputGroups } from '../kernel/input-groups.ts'
import { readOptions } from '../kernel/option-ports.ts'
import { sameLabel, transferInputs } from '../kernel/transfer-inputs.ts'
import { blankField, type FieldDraft, fieldDraftOf, freshKey } from '../view/fields-editor/field-draft.ts'
import type { SourceDraft } from '../view/fields-editor/group-draft.ts'

/** Entered choice of a dropdown. Without its own value, its label is stored as the value. */
export interface RowDraft extends Choice {
  id: string
}

/** Value passed to an input of a helper flow. */
export type HelperInputValue = HelperInputs[FieldId]

/**
 * Draft of an option. It keeps both its typed choices and its helper flow, so that switching between them
 * loses nothing.
 */
export interface OptionDraft extends FieldDraft, SourceDraft {
  from: Choices['from']
  rows: RowDraft[]
  /** Pasted list of values that is not yet added to the rows; empty if there is none. */
  pasted: string
  /** Ids of the rows that are selected by default. A dropdown has at most one. */
  defaults: string[]
  /** Default that is not one of the rows; `null` if there is none. */
  initial: Json | null
}

/** Draft of a card's options. */
export interface OptionsDraft {
  fields: OptionDraft[]
  /** Keys of the options that already existed. These options keep them, and new options cannot use them. */
  kept: FieldId[]
  /** Ids of the action's inputs. No option can have such an id, because users see both on one card. */
  taken: FieldId[]
}

/** Returns true if a value is the default, or one of several defaults. */
const isIn = (value: string, initial: Json | null): boolean =>
  initial !== null && [initial].flat().some(each => String(each) === value)

/** Converts an option or an input to a draft. */
export const optionDraftOf = (option: Field): OptionDraft => {
  const { choices, initial = null } = option
  const typed = choices?.from === 'static' ? choices.rows : []
  const rows = typed.map((row, index) => ({ ...row, id: `${option.id} ${index}` }))
  return {
    ...fieldDraftOf(option),
    from: choices?.from ?? 'static',
    rows,
    pasted: '',
    defaults: rows.filter(row => isIn(row.value, initial)).map(({ id }) => id),
    flowId: choices?.from === 'flow' ? choices.flowId : null,
    inputs: choices?.from === 'flow' ? choices.inputs : {},
    initial: rows.length > 0 ? null : initial
  }
}

const inputIdsOf = ({ config }: Card): FieldId[] =>
  readInputGroups(config).flatMap(({ fields }) => fields.map(({ id }) => id))

/** Returns the options of a card as a draft. Omits unreadable options. */
export const optionsDraftOf = (card: Card): OptionsDraft => {
  const fields = readOptions(card).map(optionDraftOf)
  return { fields, kept: fields.map(field => field.id), taken: inputIdsOf(card) }
}

/** Creates an unnamed option. */
export const blankOption = (id: FieldId): OptionDraft => ({
  ...blankField(id),
  from: 'static',
  rows: [],
  pasted: '',
  defaults: [],
  flowId: null,
  inputs: {},
  initial: null
})

/** Returns the keys of the options, by draft id. Keys of new options are derived from labels. */
export const keysOf = ({ fields, kept, taken: others }: OptionsDraft): Map<FieldId, FieldId> => {
  const taken = new Set([...kept, ...others])
  return new Map(
    fields.map(({ id, label }): [FieldId, FieldId] => {
      if (kept.includes(id)) return [id, id]
      const key = freshKey(label, taken)
      taken.add(key)
      return [id, key]
    })
  )
}

/** Returns a row with the value that is stored: its own value, or its label. */
export const savedRow = (row: RowDraft): RowDraft => ({
  ...row,
  value: row.value === '' ? row.display : row.value
})

const choiceOf = (row: RowDraft): Choice => {
  const { display, value } = savedRow(row)
  return { display, value }
}

const choicesOf = (option: OptionDraft, keyOf: (id: FieldId) => FieldId): Choices | null => {
  if (option.from === 'static') return { from: 'static', rows: option.rows.map(choiceOf) }
  if (option.flowId === null) return null
  const inputs = Object.entries(option.inputs).map(([input, handed]): [FieldId, HelperInputValue] => [
    input,
    'option' in handed ? { option: keyOf(handed.option) } : handed
  ])
  return { from: 'flow', flowId: option.flowId, inputs: Object.fromEntries(inputs) }
}

const initialOf = (option: OptionDraft): Json | null => {
  if (!isChosen(option) || option.from === 'flow') return option.initial
  const values = option.rows
    .filter(row => option.defaults.includes(row.id))
    .map(row => savedValueOf(choiceOf(row), option.dataType))
    .filter(value => value !== null)
  if (option.fieldType === 'multi-select') return values.length === 0 ? null : values
  return values[0] ?? null
}

/** Converts a valid draft to an option or input, with ids from `keyOf`. */
export const savedFieldOf = (option: OptionDraft, keyOf: (id: FieldId) => FieldId): Field => {
  const { id, label, fieldType, dataType, required } = option
  const choices = isChosen(option) ? choicesOf(option, keyOf) : null
  const initial = initialOf(option)
  return {
    id: keyOf(id),
    label,
    fieldType,
    dataType,
    required,
    ...(choices !== null && { choices }),
    ...(initial !== null && { initial })
  }
}

/** Returns the options of a valid draft. */
export const optionsOf = (draft: OptionsDraft): Field[] => {
  const keys = keysOf(draft)
  return draft.fields.map(field => savedFieldOf(field, id => keys.get(id) ?? id))
}

/** Returns the options for a preview, valid or not. Keeps the ids of the draft. */
export const shownOptionsOf = (draft: OptionsDraft): Field[] =>
  draft.fields.map(field => savedFieldOf(field, id => id))

/** Changes the field type of an option. A multi-select then returns a list, any other type a single value. */
export const withFieldType = (option: OptionDraft, fieldType: FieldType): OptionDraft => ({
  ...option,
  fieldType,
  dataType:
    fieldType !== 'multi-select' ? one('text') : option.dataType.list ? option.dataType : listOf('text'),
  defaults: fieldType === 'multi-select' ? option.defaults : option.defaults.slice(0, 1)
})

/** Returns the draft with one option changed. */
export const changeOption = (
  draft: OptionsDraft,
  id: FieldId,
  change: (option: OptionDraft) => OptionDraft
): OptionsDraft => ({
  ...draft,
  fields: draft.fields.map(field => (field.id === id ? change(field) : field))
})

/** Returns the options that precede an option. Its helper flow can receive their values. */
export const earlierOptions = (draft: OptionsDraft, id: FieldId): OptionDraft[] =>
  draft.fields.slice(
    0,
    Math.max(
      0,
      draft.fields.findIndex(field => field.id === id)
    )
  )

/**
 * Changes the helper flow of an option or a dynamic group. An input of the new flow keeps the value of the
 * old flow's input with the same label. Otherwise, it gets the earlier option with its label.
 *
 * @param before previous helper flow
 */
export const withFlow = <Source extends SourceDraft>(
  source: Source,
  flow: Pick<FlowSignature, 'id' | 'inputs'>,
  before: Pick<FlowSignature, 'inputs'> | undefined,
  earlier: readonly Pick<Field, 'id' | 'label'>[]
): Source => {
  if (source.flowId === flow.id) return source
  const inputs = transferInputs<HelperInputValue>({
    before,
    handed: source.inputs,
    helper: flow,
    ofLabel: label => {
      const alike = earlier.find(other => sameLabel(other.label, label))
      return alike && { option: alike.id }
    }
  })
  return { ...source, flowId: flow.id, inputs }
}

/** Returns the existing options that were removed from the draft since the dialog opened. */
export const removedOptions = (draft: OptionsDraft, begun: OptionsDraft): OptionDraft[] => {
  const there = new Set(draft.fields.map(field => field.id))
  return begun.fields.filter(({ id }) => begun.kept.includes(id) && !there.has(id))
}

/** Puts the removed options back into a draft, each at its former index. */
export const restoreOptions = (draft: OptionsDraft, begun: OptionsDraft): OptionsDraft => {
  const fields = [...draft.fields]
  for (const lost of removedOptions(draft, begun)) fields.splice(begun.fields.indexOf(lost), 0, lost)
  return { ...draft, fields }
}

/** Returns the labels of the options whose helper flows receive this option's value. */
export const dependentsIn = (draft: OptionsDraft, id: FieldId): string[] =>
  draft.fields
    .filter(
      field =>
        isChosen(field) &&
        field.from === 'flow' &&
        Object.values(field.inputs).some(handed => 'option' in handed && handed.option === id)
    )
    .map(field => field.label)
