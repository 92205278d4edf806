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

/** Typed value of a dropdown. Without a value of its own, its label is stored. */
export interface RowDraft extends Choice {
  id: string
}

/** Value passed to an input of a helper flow. */
export type HelperInputValue = HelperInputs[FieldId]

/** Draft of an option, with typed and helper flow values; both are kept so that switching loses nothing. */
export interface OptionDraft extends FieldDraft, SourceDraft {
  from: Choices['from']
  rows: RowDraft[]
  /** List of values that was pasted and is not added to the rows yet; empty when there is none. */
  pasted: string
  /** Ids of the rows that are selected by default, at most one for a dropdown. */
  defaults: string[]
  /** Default that is not one of the rows. */
  initial: Json | null
}

/** Draft of a card's options. */
export interface OptionsDraft {
  fields: OptionDraft[]
  /** Existing keys of options. They are kept, and never assigned to new options. */
  kept: FieldId[]
  /** Ids of an action's inputs. Its options cannot have them, since users see both on one card. */
  taken: FieldId[]
}

/** Returns true for the default value, or one of several. */
const isIn = (value: string, initial: Json | null): boolean =>
  initial !== null && [initial].flat().some(each => String(each) === value)

/** Returns an option or an input as a draft. */
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

/** Returns the options of a card as a draft, without unreadable ones. */
export const optionsDraftOf = (card: Card): OptionsDraft => {
  const fields = readOptions(card).map(optionDraftOf)
  return { fields, kept: fields.map(field => field.id), taken: inputIdsOf(card) }
}

/** Returns an unnamed option. */
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

/** Returns the keys of the options by draft id. New ones are derived from labels. */
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

/** Returns a row with its stored value: its own, or its label. */
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

/** Returns the option or input of a valid draft, with ids from `keyOf`. */
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

/** Returns the options for a preview, with flaws, under the ids of the draft. */
export const shownOptionsOf = (draft: OptionsDraft): Field[] =>
  draft.fields.map(field => savedFieldOf(field, id => id))

/**
 * Returns an option with another field type. A multi-select returns a list, others a single text.
 */
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

/** Returns the options before a given one, whose values its helper flow may receive. */
export const earlierOptions = (draft: OptionsDraft, id: FieldId): OptionDraft[] =>
  draft.fields.slice(
    0,
    Math.max(
      0,
      draft.fields.findIndex(field => field.id === id)
    )
  )

/**
 * Returns an option or a dynamic group with another helper flow. Input values are kept by label;
 * otherwise an earlier option with the same label is passed.
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

/** Returns the options that the initial draft had and this one lacks. */
export const removedOptions = (draft: OptionsDraft, begun: OptionsDraft): OptionDraft[] => {
  const there = new Set(draft.fields.map(field => field.id))
  return begun.fields.filter(({ id }) => begun.kept.includes(id) && !there.has(id))
}

/** Restores the removed options of a draft in their former places. */
export const restoreOptions = (draft: OptionsDraft, begun: OptionsDraft): OptionsDraft => {
  const fields = [...draft.fields]
  for (const lost of removedOptions(draft, begun)) fields.splice(begun.fields.indexOf(lost), 0, lost)
  return { ...draft, fields }
}

/** Returns the labels of the options whose values depend on this one. */
export const dependentsIn = (draft: OptionsDraft, id: FieldId): string[] =>
  draft.fields
    .filter(
      field =>
        isChosen(field) &&
        field.from === 'flow' &&
        Object.values(field.inputs).some(handed => 'option' in handed && handed.option === id)
    )
    .map(field => field.label)
