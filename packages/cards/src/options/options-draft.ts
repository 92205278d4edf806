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
  keptValueOf,
  listOf,
  one
} from '@hookwright/model'
import { readInputGroups } from '../kernel/input-groups.ts'
import { readOptions } from '../kernel/option-ports.ts'
import { sameLabel, transferInputs } from '../kernel/transfer-inputs.ts'
import { blankField, type FieldDraft, fieldDraftOf, freshKey } from '../view/fields-editor/field-draft.ts'
import type { SourceDraft } from '../view/fields-editor/group-draft.ts'

/** A value that a maker types in for a dropdown. Without a value of its own it is kept as it is shown. */
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
  /** The rows that are chosen when the card is new, by their ids: at most one for a dropdown. */
  defaults: string[]
  /** A default that is set elsewhere than in rows. */
  initial: Json | null
}

/** The options of a card while they are being set up. */
export interface OptionsDraft {
  fields: OptionDraft[]
  /** The keys that options had before: they stay, and no new option gets one of them. */
  kept: FieldId[]
  /** Ids of the inputs of an action, which its options cannot have, since users see both on one card. */
  taken: FieldId[]
}

/** True for a value that is the default, or one of several. */
const isIn = (value: string, initial: Json | null): boolean =>
  initial !== null && [initial].flat().some(each => String(each) === value)

/** An option or an input as it is, as a draft. */
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

/** The options of a card, as a draft. What of them cannot be read is left out. */
export const optionsDraftOf = (card: Card): OptionsDraft => {
  const fields = readOptions(card).map(optionDraftOf)
  return { fields, kept: fields.map(field => field.id), taken: inputIdsOf(card) }
}

/** A new option, to be named. */
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

/** The keys of the options by the ids that they have in the draft; those of new ones are made of their labels. */
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

/** A row with the value that is kept for it: without one of its own, it is what is shown. */
export const keptRow = (row: RowDraft): RowDraft => ({
  ...row,
  value: row.value === '' ? row.display : row.value
})

const choiceOf = (row: RowDraft): Choice => {
  const { display, value } = keptRow(row)
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
    .map(row => keptValueOf(choiceOf(row), option.dataType))
    .filter(value => value !== null)
  if (option.fieldType === 'multi-select') return values.length === 0 ? null : values
  return values[0] ?? null
}

/** The option or input that a draft without flaws means, with the ids that `keyOf` gives. */
export const keptFieldOf = (option: OptionDraft, keyOf: (id: FieldId) => FieldId): Field => {
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

/** The options that a draft without flaws means. */
export const optionsOf = (draft: OptionsDraft): Field[] => {
  const keys = keysOf(draft)
  return draft.fields.map(field => keptFieldOf(field, id => keys.get(id) ?? id))
}

/** The options as they are drafted, flaws and all, under the ids of the draft: what a preview shows. */
export const shownOptionsOf = (draft: OptionsDraft): Field[] =>
  draft.fields.map(field => keptFieldOf(field, id => id))

/** An option that is entered in another way: a multi-select gives a list, all else one text. */
export const withFieldType = (option: OptionDraft, fieldType: FieldType): OptionDraft => ({
  ...option,
  fieldType,
  dataType:
    fieldType !== 'multi-select' ? one('text') : option.dataType.list ? option.dataType : listOf('text'),
  defaults: fieldType === 'multi-select' ? option.defaults : option.defaults.slice(0, 1)
})

/** The draft with another value in one option. */
export const changeOption = (
  draft: OptionsDraft,
  id: FieldId,
  change: (option: OptionDraft) => OptionDraft
): OptionsDraft => ({
  ...draft,
  fields: draft.fields.map(field => (field.id === id ? change(field) : field))
})

/** The options that stand before one: those whose values its helper flow may be handed. */
export const earlierOptions = (draft: OptionsDraft, id: FieldId): OptionDraft[] =>
  draft.fields.slice(
    0,
    Math.max(
      0,
      draft.fields.findIndex(field => field.id === id)
    )
  )

/**
 * An option or a dynamic group with another helper flow. What inputs were handed before they keep by their labels; else one that is called
 * as an earlier option is handed its value.
 * @param before the helper flow that was chosen until now
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

/** The options that a draft had when it was begun and has no more. */
export const removedOptions = (draft: OptionsDraft, begun: OptionsDraft): OptionDraft[] => {
  const there = new Set(draft.fields.map(field => field.id))
  return begun.fields.filter(({ id }) => begun.kept.includes(id) && !there.has(id))
}

/** A draft with what it lost since it was begun, each where it stood. */
export const restoreOptions = (draft: OptionsDraft, begun: OptionsDraft): OptionsDraft => {
  const fields = [...draft.fields]
  for (const lost of removedOptions(draft, begun)) fields.splice(begun.fields.indexOf(lost), 0, lost)
  return { ...draft, fields }
}

/** The labels of the options whose values come by the value of this one. */
export const dependentsIn = (draft: OptionsDraft, id: FieldId): string[] =>
  draft.fields
    .filter(
      field =>
        isChosen(field) &&
        field.from === 'flow' &&
        Object.values(field.inputs).some(handed => 'option' in handed && handed.option === id)
    )
    .map(field => field.label)
