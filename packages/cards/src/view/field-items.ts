import type { FieldsSetting } from '@hookwright/engine'
import {
  type Card,
  type DataType,
  type Edit,
  type FieldId,
  isJsonObject,
  type JsonObject,
  type OneEdit,
  valueAt
} from '@hookwright/model'

const isItem = (value: unknown): value is JsonObject => isJsonObject(value)

/** Returns the items of a list in a card's config, such as its inputs or cases. */
export const itemsOf = (card: Card, setting: FieldsSetting): JsonObject[] => {
  const { [setting.key]: value } = card.config
  const list = setting.within === undefined ? value : valueAt(value, [setting.within])
  return Array.isArray(list) ? list.filter(isItem) : []
}

const configure = (card: Card, setting: FieldsSetting, items: JsonObject[]): OneEdit => {
  const { [setting.key]: value } = card.config
  const { within } = setting
  const next = within === undefined ? items : { ...(isJsonObject(value) ? value : {}), [within]: items }
  return { kind: 'configure', card: card.id, config: { ...card.config, [setting.key]: next } }
}

const idsOf = (items: JsonObject[]): FieldId[] => items.map(item => String(item.id))

/**
 * Returns the edits that store items in this order and reorder the card's blocks to match. Blocks without an
 * item come last.
 */
const arrange = (card: Card, setting: FieldsSetting, items: JsonObject[]): OneEdit[] => {
  const configured = configure(card, setting, items)
  if (setting.of !== 'blocks') return [configured]
  const before = idsOf(itemsOf(card, setting))
  const others = (card.blocks ?? []).map(block => block.id).filter(id => !before.includes(id))
  return [configured, { kind: 'blocks', card: card.id, blocks: [...idsOf(items), ...others] }]
}

const change = (card: Card, setting: FieldsSetting, id: FieldId, parts: JsonObject): Edit =>
  configure(
    card,
    setting,
    itemsOf(card, setting).map(item => (item.id === id ? { ...item, ...parts } : item))
  )

/** Returns the name of an item. */
export const nameOfItem = (card: Card, setting: FieldsSetting, id: FieldId): string => {
  const name = itemsOf(card, setting).find(item => item.id === id)?.[setting.named]
  return typeof name === 'string' ? name : ''
}

/** Returns true if an item is marked as required. */
export const isRequired = (card: Card, setting: FieldsSetting, id: FieldId): boolean =>
  itemsOf(card, setting).find(item => item.id === id)?.required === true

/** Returns an unused name for a new item, such as "Input 3". */
export const freshName = (card: Card, setting: FieldsSetting): string => {
  const taken = new Set(itemsOf(card, setting).map(item => String(item[setting.named]).toLowerCase()))
  let number = taken.size + 1
  while (taken.has(`${setting.noun} ${number}`.toLowerCase())) number += 1
  return `${setting.noun} ${number}`
}

/**
 * Returns the key of the element that shows an item on its card. This is its input, its output, or the
 * heading of its block.
 */
export const placeOfItem = (card: Card, setting: FieldsSetting, id: FieldId): string => {
  if (setting.of === 'inputs') return `${card.id}||${id}`
  return setting.of === 'blocks' ? `block|${id}` : `out|${id}`
}

/** Adds an item at the end. */
export const addItem = (card: Card, setting: FieldsSetting, id: FieldId): Edit => {
  const items = [...itemsOf(card, setting), setting.fresh(id, freshName(card, setting))]
  const fed = Object.entries(setting.feeds?.(id) ?? {}).map(
    ([field, binding]): OneEdit => ({ kind: 'bind', card: card.id, field, binding })
  )
  return { kind: 'all', edits: [...arrange(card, setting, items), ...fed] }
}

/** Renames an item. The id stays the same, so all references stay valid. */
export const renameItem = (card: Card, setting: FieldsSetting, id: FieldId, name: string): Edit =>
  change(card, setting, id, { [setting.named]: name })

/** Changes the data type of an item. */
export const retypeItem = (card: Card, setting: FieldsSetting, id: FieldId, dataType: DataType): Edit =>
  change(card, setting, id, { dataType })

/** Makes an item required, or not. */
export const requireItem = (card: Card, setting: FieldsSetting, id: FieldId, required: boolean): Edit =>
  change(card, setting, id, { required })

/** Moves an item by a number of places. */
export const moveItem = (card: Card, setting: FieldsSetting, id: FieldId, by: number): Edit => {
  const items = itemsOf(card, setting)
  const from = items.findIndex(item => item.id === id)
  const moved = items[from]
  if (moved === undefined) return configure(card, setting, items)
  const to = Math.max(0, Math.min(items.length - 1, from + by))
  return { kind: 'all', edits: arrange(card, setting, items.toSpliced(from, 1).toSpliced(to, 0, moved)) }
}

/**
 * Returns true if an input belongs to an item: its id is the item's id or ends with it, as in `then.<id>`.
 */
const isOfItem = (field: FieldId, id: FieldId): boolean => field === id || field.endsWith(`.${id}`)

/** Removes an item and the mappings to it on this card. */
export const removeItem = (card: Card, setting: FieldsSetting, id: FieldId): Edit => {
  const without = arrange(
    card,
    setting,
    itemsOf(card, setting).filter(item => item.id !== id)
  )
  const unbound = Object.keys(card.inputs)
    .filter(field => isOfItem(field, id))
    .map((field): OneEdit => ({ kind: 'bind', card: card.id, field, binding: null }))
  const unjoined = (card.blocks ?? [])
    .filter(block => Object.hasOwn(block.joins, id))
    .map((block): OneEdit => ({ kind: 'join', card: card.id, block: block.id, field: id, binding: null }))
  return { kind: 'all', edits: [...without, ...unbound, ...unjoined] }
}
