import { dynamicPortId, RECORDS } from '@hookwright/engine'
import {
  type Bindings,
  type Card,
  type FieldId,
  type JsonObject,
  type OneEdit,
  pillsOf,
  sameJson
} from '@hookwright/model'
import { freshKey } from '../view/fields-editor/field-draft.ts'
import type { Config } from './card.ts'
import { fieldsOf, groupsOf, type OutputsDraft } from './outputs-draft.ts'
import { LIST, RECORD } from './records.ts'
import { insertConverters } from './unix-time.ts'

const none: ReadonlySet<FieldId> = new Set()

/** Ids that outputs cannot get, because the card and its result already use them. */
const ownIds = [LIST, RECORD, RECORDS]

/**
 * Returns the final ids of the draft's groups and outputs. Existing ones keep their ids; new ids are derived
 * from names. If another group has an output with the same name, the id includes the group's name.
 */
const idsOf = (draft: OutputsDraft, config: Config): Map<FieldId, FieldId> => {
  const taken = new Set<FieldId>([
    ...ownIds,
    ...config.groups.flatMap(group => [group.id, ...group.fields.map(field => field.id)])
  ])
  const known = new Set(taken)
  const ids = new Map<FieldId, FieldId>()
  const give = (id: FieldId, name: string, group = ''): void => {
    const key = known.has(id)
      ? id
      : freshKey(taken.has(freshKey(name, none)) ? `${group} ${name}` : name, taken)
    taken.add(key)
    ids.set(id, key)
  }
  for (const group of draft.groups) give(group.id, group.name)
  for (const { name, fields } of draft.groups) for (const field of fields) give(field.id, field.label, name)
  return ids
}

/**
 * Returns a function that converts a draft id to the final key. Outputs and groups get these keys when the
 * draft is applied.
 */
export const outputKeysOf = (draft: OutputsDraft, config: Config): ((id: FieldId) => string) => {
  const ids = idsOf(draft, config)
  return id => ids.get(id) ?? id
}

/**
 * Returns the edits that apply a valid draft to its card, as a single change of groups and mappings. Deletes
 * the mappings of removed outputs. If outputs are converted from Unix time, inserts the cards for it at
 * `index` of the flow's main row.
 */
export const applyOutputs = (card: Card, config: Config, draft: OutputsDraft, index = 1): OneEdit[] => {
  const ids = idsOf(draft, config)
  const idOf = (id: FieldId): FieldId => ids.get(id) ?? id
  const groups: JsonObject[] = groupsOf(draft).map(({ id, name, fields, dynamic }) => ({
    id: idOf(id),
    name,
    fields: fields.map(field => JSON.parse(JSON.stringify({ ...field, id: idOf(field.id) }))),
    ...(dynamic !== undefined && { dynamic: { flowId: dynamic.flowId, inputs: { ...dynamic.inputs } } })
  }))
  const dynamic = draft.groups.flatMap(({ id, source }) =>
    source === undefined ? [] : [[dynamicPortId(id), dynamicPortId(idOf(id))] as const]
  )
  for (const [port, kept] of dynamic) ids.set(port, kept)
  const alive = new Set([
    ...(draft.runMode ? [LIST] : []),
    ...fieldsOf(draft).map(field => field.id),
    ...dynamic.map(([port]) => port)
  ])
  const inputs: Bindings = Object.fromEntries(
    Object.entries(draft.inputs).flatMap(([id, binding]) => (alive.has(id) ? [[idOf(id), binding]] : []))
  )
  const fields = new Set([...Object.keys(card.inputs), ...Object.keys(inputs)])
  const used = new Set(Object.values(inputs).flatMap(binding => pillsOf(binding).map(pill => pill.card)))
  return [
    ...insertConverters(draft.converters ?? {}, used, index),
    { kind: 'configure', card: card.id, config: { groups, runMode: draft.runMode } },
    ...[...fields].flatMap((field): OneEdit[] =>
      sameJson(card.inputs[field], inputs[field])
        ? []
        : [{ kind: 'bind', card: card.id, field, binding: inputs[field] ?? null }]
    )
  ]
}

/** Returns the outputs of a card that are missing in a draft. `mapped` is true if the flow maps them. */
export const removedOutputs = (
  card: Card,
  config: Config,
  draft: OutputsDraft
): { id: FieldId; label: string; mapped: boolean }[] => {
  const kept = new Set([
    ...fieldsOf(draft).map(field => field.id),
    ...draft.groups.map(group => dynamicPortId(group.id))
  ])
  return config.groups
    .flatMap(({ id, name, fields, dynamic }) => [
      ...fields,
      ...(dynamic === undefined ? [] : [{ id: dynamicPortId(id), label: name }])
    ])
    .filter(field => !kept.has(field.id))
    .map(({ id, label }) => {
      const binding = Object.hasOwn(card.inputs, id) ? card.inputs[id] : undefined
      return {
        id,
        label,
        mapped: binding !== undefined && (binding.kind !== 'text' || pillsOf(binding).length > 0)
      }
    })
}
