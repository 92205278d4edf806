import { defineCard, type OutputPort, ports } from '@hookwright/engine'
import { listOf, one } from '@hookwright/model'
import { z } from 'zod'
import { conditionPorts } from '../kernel/condition-ports.ts'
import { ItemType, itemTypeSetting } from '../kernel/item-type.ts'
import { Operator, operatorSetting } from '../kernel/operator.ts'

export const ListFilterConfig = z.strictObject({ items: ItemType, operator: Operator })
export type ListFilterConfig = z.infer<typeof ListFilterConfig>

const sees = ['item', 'index']

/** The items of a list for which a condition holds. */
export const listFilter = defineCard<ListFilterConfig>({
  type: 'list-filter',
  title: 'Filter',
  group: 'List',
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
  execute: () => import('./execute.ts')
})
