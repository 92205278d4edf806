import { allCards } from './pack.ts'
import { type FloDoc, functionOf } from './read-flopack.ts'
import { declaredType } from './values.ts'

/** Functions that call a flow and use its results. */
const readers = new Set(['list.map', 'list.filter', 'list.reduce', 'object.map', 'control.spawn'])

/** Returns the ids of called flows whose results the calling cards use. */
export const readsOutputs = (docs: readonly FloDoc[]): Set<string> => {
  const read = new Set<string>()
  for (const doc of docs)
    for (const { card } of allCards(doc)) {
      if (!readers.has(functionOf(card) ?? '')) continue
      const id = card.node.model.inputs.find(({ key }) => key === 'flo')?.value.data
      if (typeof id === 'string' && card.node.model.outputs.length > 0) read.add(id)
    }
  return read
}

/**
 * Returns the ids of the flows that Map cards call to create lists of objects. A list counts only if later
 * cards use it.
 */
export const isMapped = (docs: readonly FloDoc[]): Set<string> => {
  const mapped = new Set<string>()
  for (const doc of docs)
    for (const { card } of allCards(doc)) {
      if (functionOf(card) !== 'list.map' && functionOf(card) !== 'object.map') continue
      const { inputs, outputs } = card.node.model
      const id = inputs.find(({ key }) => key === 'flo')?.value.data
      const list = outputs.find(({ key }) => key === 'new list')
      const isObjects = list !== undefined && declaredType(list).kind === 'object'
      if (typeof id === 'string' && isObjects && Object.keys(card.pins[list.id] ?? {}).length > 0)
        mapped.add(id)
    }
  return mapped
}
