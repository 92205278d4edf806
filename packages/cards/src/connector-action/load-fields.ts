import type { ActionSignature } from '@hookwright/engine'
import {
  type Card,
  type DynamicGroup,
  type FieldId,
  type FieldsAnswer,
  type GroupAnswer,
  type Json,
  type LoadedFields,
  literal,
  type OneEdit
} from '@hookwright/model'
import { chosenOf } from '../view/option-values.ts'
import { dynamicGroupsOf } from './loaded-fields.ts'

/** Returns the options that the fields of an action depend on. */
const sourceOptionsOf = (action: ActionSignature) => {
  const ids = new Set(
    dynamicGroupsOf(action).flatMap(({ dynamic }) =>
      Object.values(dynamic.inputs).flatMap(from => ('option' in from ? [from.option] : []))
    )
  )
  return action.options.filter(({ id }) => ids.has(id))
}

/**
 * Connection and options for which to load a card's fields. If an option is missing, a sentence that says
 * what to choose first.
 */
export type FieldsRequest =
  | { ready: true; connectionId: string | null; options: Record<FieldId, Json> }
  | { ready: false; why: string }

/** Returns the request that loads the fields of a card. */
export const fieldsRequestOf = (
  card: Pick<Card, 'config' | 'inputs'>,
  action: ActionSignature
): FieldsRequest => {
  const sources = sourceOptionsOf(action)
  const chosen = chosenOf(card)
  const missing = sources.find(({ id, required }) => required && (chosen[id] ?? null) === null)
  if (missing !== undefined)
    return { ready: false, why: `Choose “${missing.label}” first; the fields depend on it.` }
  const { connectionId } = card.config
  return {
    ready: true,
    connectionId: typeof connectionId === 'string' ? connectionId : null,
    options: Object.fromEntries(sources.map(({ id }) => [id, chosen[id] ?? null]))
  }
}

/**
 * Result of applying loaded fields: the fields, and the edits that add them to a card. If a group failed to
 * load, it contains only the reason of the failure.
 */
type Applied =
  | { ok: true; loaded: LoadedFields; edits: OneEdit[]; change: FieldsChange }
  | { ok: false; why: string }

/** Labels of the fields that loading added and removed. */
export interface FieldsChange {
  appeared: string[]
  disappeared: string[]
}

const groupsIn = (answers: Record<FieldId, GroupAnswer>): Record<FieldId, DynamicGroup[]> =>
  Object.fromEntries(Object.entries(answers).map(([id, answer]) => [id, answer.ok ? answer.groups : []]))

const fieldsIn = ({ inputs, outputs }: Pick<LoadedFields, 'inputs' | 'outputs'>) =>
  [...Object.values(inputs), ...Object.values(outputs)].flat().flatMap(({ fields }) => fields)

/** Compares newly loaded fields with the earlier ones. If none were loaded before, all fields are new. */
const changeOf = (before: LoadedFields | undefined, after: LoadedFields): FieldsChange => {
  const [was, is] = [before === undefined ? [] : fieldsIn(before), fieldsIn(after)]
  const without = (fields: typeof was, others: typeof was): string[] => {
    const ids = new Set(others.map(({ id }) => id))
    return fields.filter(({ id }) => !ids.has(id)).map(({ label }) => label)
  }
  return { appeared: without(is, was), disappeared: without(was, is) }
}

/**
 * Returns the edits that apply loaded fields to a card. Mappings to existing fields stay, since their ids do
 * not change. Mappings to removed fields also stay and become problems. New inputs get their default values.
 */
export const applyFields = (
  card: Card,
  before: LoadedFields | undefined,
  answer: FieldsAnswer,
  { connectionId, options }: Extract<FieldsRequest, { ready: true }>
): Applied => {
  const failed = [...Object.values(answer.inputs), ...Object.values(answer.outputs)].find(({ ok }) => !ok)
  if (failed !== undefined && !failed.ok) return failed
  const inputs = groupsIn(answer.inputs)
  const loaded: LoadedFields = { inputs, outputs: groupsIn(answer.outputs), connectionId, options }
  const known = new Set(before === undefined ? [] : fieldsIn({ ...before, outputs: {} }).map(({ id }) => id))
  const defaults = fieldsIn({ inputs, outputs: {} }).flatMap(({ id, initial }): OneEdit[] =>
    initial === undefined || known.has(id) || Object.hasOwn(card.inputs, id)
      ? []
      : [{ kind: 'bind', card: card.id, field: id, binding: literal(initial) }]
  )
  const config = { ...card.config, loaded: JSON.parse(JSON.stringify(loaded)) }
  return {
    ok: true,
    loaded,
    edits: [{ kind: 'configure', card: card.id, config }, ...defaults],
    change: changeOf(before, loaded)
  }
}

const list = new Intl.ListFormat('en', { type: 'conjunction' })
/** Maximum number of fields to list by name. Further fields are only counted. */
const MOST_NAMED = 3

const named = (labels: string[]): string => {
  const more = labels.length - MOST_NAMED
  return list.format([...labels.slice(0, MOST_NAMED), ...(more > 0 ? [`${more} more`] : [])])
}

/** Formats the number of loaded fields and their changes: “5 fields. New: Due date. Gone: Color.” */
export const formatLoaded = (loaded: LoadedFields, change: FieldsChange | null): string => {
  const count = fieldsIn(loaded).length
  const counted = count === 0 ? 'No fields.' : count === 1 ? '1 field.' : `${count} fields.`
  if (change === null) return counted
  const { appeared, disappeared } = change
  return [
    counted,
    ...(appeared.length > 0 && appeared.length < count ? [`New: ${named(appeared)}.`] : []),
    ...(disappeared.length > 0 ? [`Gone: ${named(disappeared)}.`] : [])
  ].join(' ')
}
