import type { CardId, FieldId } from '../kernel/ids.ts'
import type { Json } from '../kernel/json.ts'
import { sameJson } from '../kernel/same-json.ts'
import type { Binding } from './binding.ts'
import { type Card, cardOf, type Flow } from './flow.ts'
import { placesOf } from './places.ts'
import { unmovedItemsOf } from './unmoved-items.ts'

/** Part in which a card differs. Absent values are null or undefined. */
export type CardPart =
  | { part: 'type'; before: string; after: string }
  | { part: 'title' | 'note'; before: string | null; after: string | null }
  | { part: 'skipped'; before: boolean; after: boolean }
  | { part: 'config'; key: string; before: Json | undefined; after: Json | undefined }
  | { part: 'input'; field: FieldId; before: Binding | null; after: Binding | null }
  | { part: 'blocks'; before: FieldId[]; after: FieldId[] }
  | { part: 'join'; block: FieldId; field: FieldId; before: Binding | null; after: Binding | null }

/** Difference of one card between two states of a flow. A changed card may have been moved, too. */
export type CardDifference =
  | { is: 'added'; id: CardId; after: Card }
  | { is: 'removed'; id: CardId; before: Card }
  | { is: 'changed'; id: CardId; before: Card; after: Card; moved: boolean; parts: CardPart[] }
  | { is: 'moved'; id: CardId; before: Card; after: Card }

/** Returns the keys in which two records differ, in the order of the newer one; removed keys come last. */
const differingKeys = (before: Record<string, unknown>, after: Record<string, unknown>): string[] => {
  const gone = Object.keys(before).filter(key => !Object.hasOwn(after, key))
  return [
    ...Object.keys(after).filter(key => !Object.hasOwn(before, key) || !sameJson(before[key], after[key])),
    ...gone
  ]
}

const at = <Value>(record: Record<string, Value>, key: string): Value | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined

const joinsOf = (card: Card, block: FieldId): Record<FieldId, Binding> =>
  card.blocks?.find(({ id }) => id === block)?.joins ?? {}

/** Returns every part in which two states of a card differ. Cards in its blocks are compared separately. */
const comparePartsOf = (before: Card, after: Card): CardPart[] => {
  const parts: CardPart[] = []
  if (before.type !== after.type) parts.push({ part: 'type', before: before.type, after: after.type })
  for (const part of ['title', 'note'] as const)
    if (before[part] !== after[part])
      parts.push({ part, before: before[part] ?? null, after: after[part] ?? null })
  if (before.skipped !== after.skipped)
    parts.push({ part: 'skipped', before: before.skipped === true, after: after.skipped === true })
  for (const key of differingKeys(before.config, after.config))
    parts.push({ part: 'config', key, before: at(before.config, key), after: at(after.config, key) })
  for (const field of differingKeys(before.inputs, after.inputs))
    parts.push({
      part: 'input',
      field,
      before: at(before.inputs, field) ?? null,
      after: at(after.inputs, field) ?? null
    })
  const blocksBefore = (before.blocks ?? []).map(({ id }) => id)
  const blocksAfter = (after.blocks ?? []).map(({ id }) => id)
  if (!sameJson(blocksBefore, blocksAfter))
    parts.push({ part: 'blocks', before: blocksBefore, after: blocksAfter })
  for (const block of new Set([...blocksAfter, ...blocksBefore])) {
    const [was, is] = [joinsOf(before, block), joinsOf(after, block)]
    for (const field of differingKeys(was, is))
      parts.push({
        part: 'join',
        block,
        field,
        before: at(was, field) ?? null,
        after: at(is, field) ?? null
      })
  }
  return parts
}

/** Returns the cards of each strip, keyed by the strip's position. */
const stripsOf = (flow: Flow): Map<string, CardId[]> => {
  const strips = new Map<string, CardId[]>()
  for (const [id, { strip }] of placesOf(flow)) {
    const name = JSON.stringify(strip === null ? [] : [strip.card, strip.block])
    strips.set(name, [...(strips.get(name) ?? []), id])
  }
  return strips
}

/** Returns as many cards as possible that kept their strip and their order relative to each other. */
const unmovedOf = (before: Flow, after: Flow): Set<CardId> => {
  const strips = stripsOf(after)
  const unmoved = new Set<CardId>()
  for (const [name, was] of stripsOf(before)) {
    const is = new Set(strips.get(name))
    const both = was.filter(id => is.has(id))
    const common = new Set(both)
    for (const id of unmovedItemsOf(
      both,
      [...is].filter(id => common.has(id))
    ))
      unmoved.add(id)
  }
  return unmoved
}

/**
 * Returns the differences between two states of a flow, one per card. They are in the order of the newer
 * state; removed cards come last. The fewest possible cards count as moved.
 */
export const compareFlows = (before: Flow, after: Flow): CardDifference[] => {
  const unmoved = unmovedOf(before, after)
  const ids = [
    ...placesOf(after).keys(),
    ...[...placesOf(before).keys()].filter(id => cardOf(after, id) === undefined)
  ]
  return ids.flatMap((id): CardDifference[] => {
    const was = cardOf(before, id)
    const is = cardOf(after, id)
    if (is === undefined) return was === undefined ? [] : [{ is: 'removed', id, before: was }]
    if (was === undefined) return [{ is: 'added', id, after: is }]
    const parts = was === is ? [] : comparePartsOf(was, is)
    const moved = !unmoved.has(id)
    if (parts.length > 0) return [{ is: 'changed', id, before: was, after: is, moved, parts }]
    return moved ? [{ is: 'moved', id, before: was, after: is }] : []
  })
}
