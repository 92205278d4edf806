import { defineCard, outputs } from '@hookwright/engine'
import { one } from '@hookwright/model'
import { itemsOf } from '../kernel/list-card.ts'
import {
  createItemCondition,
  ListCondition,
  listConditionPorts,
  listConditionSettings
} from '../list-filter/list-condition.ts'

/** Card that returns the first item of a list for which a condition holds. */
export const listFind = defineCard<ListCondition>({
  type: 'list-find',
  title: 'Find',
  group: 'List',
  docs: {
    summary: 'First item that fits a condition',
    aliases: ['search', 'where', 'match', 'array'],
    help: 'Returns the first item of a list for which a condition is true, and its position, counted from 0. Map Item, or a part of it, to Value. If the condition is true for no item, both outputs are null and the flow continues. A missing list counts as empty.'
  },
  config: ListCondition,
  blank: () => ({ config: { items: 'object', operator: 'equal' } }),
  settings: listConditionSettings,
  ports: config =>
    listConditionPorts(config, [
      { id: 'item', label: 'Item', type: one(config.items) },
      { id: 'index', label: 'Index', type: one('number') }
    ]),
  /**
   * Returns the first item for which the condition holds, and its index. Both are `null` if there is none.
   */
  execute: work => {
    const items = itemsOf(work.inputs.list)
    const index = items.findIndex(createItemCondition(work))
    return outputs(index < 0 ? { item: null, index: null } : { item: items[index] ?? null, index })
  }
})
