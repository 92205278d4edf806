import { defineCard, type OutputPort, outputs, ports } from '@hookwright/engine'
import { listOf, one } from '@hookwright/model'
import { z } from 'zod'
import { holds } from '../if-else/compare.ts'
import { ItemType, itemsOf, itemTypeSetting } from '../kernel/list-card.ts'
import { conditionPorts, Operator, operatorSetting } from '../kernel/operator.ts'

const ListFilterConfig = z.strictObject({ items: ItemType, operator: Operator })
type ListFilterConfig = z.infer<typeof ListFilterConfig>

const sees = ['item', 'index']

/** The items of a list for which a condition holds. */
export const listFilter = defineCard<ListFilterConfig>({
  type: 'list-filter',
  title: 'Filter',
  group: 'List',
  docs: {
    help: 'Keeps the items of a list for which a condition is true, in order. Map Item, or a part of it, to Value. Both sides of the condition can use Item and Index, the position counted from 0. A missing list returns an empty list.'
  },
  config: ListFilterConfig,
  blank: () => ({ config: { items: 'object', operator: 'equal' } }),
  settings: [itemTypeSetting, operatorSetting],
  ports: config => {
    const inner: OutputPort[] = [
      { id: 'item', label: 'Item', type: one(config.items) },
      { id: 'index', label: 'Index', type: one('number') }
    ]
    return ports({
      inputs: [
        { id: 'list', label: 'List', type: listOf(config.items), required: true, mayBeNull: true },
        ...conditionPorts(config.operator).map(port => ({ ...port, sees }))
      ],
      inner,
      outputs: [{ id: 'output', label: 'Output', type: listOf(config.items) }]
    })
  },
  /** Gives the items for which the condition holds. */
  execute: ({ config, inputs, slots }) => {
    const isKept = (item: unknown, index: number): boolean => {
      const { left, right } = slots({ item, index })
      return holds(config.operator, left, right)
    }
    return outputs({ output: itemsOf(inputs.list).filter(isKept) })
  }
})
