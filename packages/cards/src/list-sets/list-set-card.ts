import { type CardDocs, type CardExecutor, type CardSpec, outputs } from '@hookwright/engine'
import { listOf } from '@hookwright/model'
import { type ItemType, itemsOf, listCard } from '../kernel/list-card.ts'
import { itemKey } from './item-key.ts'

type Combine = (first: unknown[], second: unknown[], keyOf: (item: unknown) => string) => unknown[]

/** Returns the executor of a card that combines two lists. Items are compared by their keys. */
export const combineLists =
  (combine: Combine): CardExecutor<{ items: ItemType }> =>
  ({ config, inputs }) => {
    const keyOf = (item: unknown): string => itemKey(item, config.items)
    return outputs({ output: combine(itemsOf(inputs.first), itemsOf(inputs.second), keyOf) })
  }

/** Returns the help of a card that combines two lists, with the rule for equal items. */
export const listSetHelp = (does: string): string =>
  `${does} Two items are equal if they have the same value, and two objects if they have the same keys with equal values. A missing list counts as empty.`

/** Returns a card that combines two lists. */
export const listSetCard = (params: {
  type: string
  title: string
  docs: CardDocs
  execute: CardExecutor<{ items: ItemType }>
}): CardSpec =>
  listCard({
    ...params,
    items: 'text',
    ports: items => ({
      inputs: [
        { id: 'first', label: 'List', type: listOf(items), required: true, mayBeNull: true },
        { id: 'second', label: 'Second list', type: listOf(items), required: true, mayBeNull: true }
      ],
      outputs: [{ id: 'output', label: 'Output', type: listOf(items) }]
    })
  })
