import type { OutputPort } from '@hookwright/engine'
import {
  anyValue,
  type FieldId,
  isJsonObject,
  isReservedName,
  one,
  type Path,
  type ValueType,
  valueAt
} from '@hookwright/model'
import { type OutputRow, outputColumns, type Row } from './row.ts'
import { addRow, grouped, headed, itemOf, type RowsInput, section } from './rows-input.ts'

const MAX_KEYS = 30

/**
 * Returns the keys to show directly below a path of an output. Keys from `known` paths come first, then those
 * of the sample.
 */
export const keysBelow = (known: Path[], sample: unknown, at: Path): (string | number)[] => {
  const keys = new Set<string | number>()
  for (const path of known) {
    const key = path[at.length]
    if (key !== undefined && at.every((part, depth) => path[depth] === part)) keys.add(key)
  }
  if (isJsonObject(sample)) for (const key of Object.keys(sample).slice(0, MAX_KEYS)) keys.add(key)
  else if (Array.isArray(sample) && sample.length > 0) keys.add(0)
  return [...keys]
}

/** Returns the key under which a card stores that the tree below a value is folded or unfolded. */
export const treeKey = (field: FieldId, path: Path): string => JSON.stringify([field, ...path])

const canOpen = (type: ValueType): boolean =>
  type.kind === 'object' || type.kind === 'any' || type.kind === 'file'

const isKey = (key: string | number): boolean =>
  typeof key === 'number' || (key !== '' && !isReservedName(key))

/** Returns the type of a sample value. Returns `any` for null and empty lists. */
export const typeOfSample = (value: unknown): ValueType => {
  if (Array.isArray(value)) {
    const { kind } = value.length === 0 ? anyValue : typeOfSample(value[0])
    return kind === 'any' ? anyValue : { kind, list: true }
  }
  switch (typeof value) {
    case 'string':
      return one(/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(value) ? 'date' : 'text')
    case 'number':
      return one('number')
    case 'boolean':
      return one('boolean')
    default:
      return isJsonObject(value) ? one('object') : anyValue
  }
}

/** Returns true for a value without properties or items. */
const isLeaf = (value: unknown): boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'

const branchRows = (params: RowsInput, port: OutputPort, path: Path, depth: number): Row[] => {
  const sample = valueAt(params.values?.outputs[port.id], path)
  const keys = keysBelow(params.known.get(port.id) ?? [], sample, path).filter(isKey)
  const rows = keys.flatMap((key): Row[] => {
    const inner = [...path, key]
    const found = valueAt(params.values?.outputs[port.id], inner)
    const isOpener = !isLeaf(found) || keysBelow(params.known.get(port.id) ?? [], null, inner).length > 0
    const tree = isOpener ? treeKey(port.id, inner) : null
    const open = tree !== null && params.flipped.has(tree)
    const row: OutputRow = {
      kind: 'output',
      port,
      path: inner,
      label: typeof key === 'number' ? `[${key}]` : key,
      type:
        port.type.list && inner.length === 1 ? { kind: port.type.kind, list: false } : typeOfSample(found),
      depth,
      tree,
      open,
      item: null,
      valued: params.values !== null
    }
    return [row, ...(open ? branchRows(params, port, inner, depth + 1) : [])]
  })
  return [...rows, { kind: 'key', port, path, depth }]
}

/**
 * Returns the type of an output. For an output of type `any`, it is the type of the value in the shown run.
 */
const seenTypeOf = ({ values }: RowsInput, { id, type }: OutputPort): ValueType => {
  if (type.kind !== 'any' || type.list) return type
  const value = values?.outputs[id]
  return value === undefined || value === null ? type : typeOfSample(value)
}

/** Returns the row of an output and the rows of its unfolded properties. */
export const outputRows = (params: RowsInput, port: OutputPort, of: 'outputs' | 'joins'): Row[] => {
  const tree = canOpen(port.type) ? treeKey(port.id, []) : null
  const open = tree !== null && params.flipped.has(tree)
  const row: OutputRow = {
    kind: 'output',
    port,
    path: [],
    label: port.label,
    type: seenTypeOf(params, port),
    depth: 0,
    tree,
    open,
    item: itemOf(params, of, port.id),
    valued: params.values !== null && Object.hasOwn(params.values.outputs, port.id)
  }
  return [row, ...(open ? branchRows(params, port, [], 1) : [])]
}

/**
 * Returns the rows of a card's outputs. These are the outputs for later cards, and those for the cards and
 * inputs inside this card.
 */
export const footRows = (params: RowsInput): Row[] => {
  const { ports } = params
  if (ports === null) return []
  const outputs = grouped(params, 'outputs', ports.outputs, port => outputRows(params, port, 'outputs'))
  const joins = ports.joins.flatMap(port => outputRows(params, port, 'joins'))
  const all = [...outputs, ...joins, ...addRow(params, 'joins')]
  const named = all.length === 0 || all[0]?.kind === 'section'
  const inner = ports.inner
    .filter(port => !ports.outputs.some(output => output.id === port.id))
    .flatMap(port => outputRows(params, port, 'outputs'))
  const insideSlots = params.spec.returns?.records === undefined ? 'In each iteration' : 'Current record'
  const where = ports.blocks.length > 0 ? 'For cards inside' : insideSlots
  const inside = inner.length === 0 ? [] : section(params, 'inner', where, inner)
  if (ports.blocks.length > 0) return inColumn(params, [...all, ...inside])
  return [...inside, ...(named ? all : section(params, 'outputs', 'Outputs', all))]
}

/** Returns the outputs of a block card as a foldable column. An empty column is folded by default. */
const inColumn = (params: RowsInput, rows: Row[]): Row[] => {
  if (rows.length === 0) return []
  const isEmpty = params.ports?.joins.length === 0 && params.ports.inner.length === 0
  const key = isEmpty ? outputColumns.empty : outputColumns.filled
  const folded = isEmpty !== params.flipped.has(key)
  return headed({ key, label: 'Outputs', folded }, rows)
}
