import { defineCard, outputs } from '@hookwright/engine'
import { listOf } from '@hookwright/model'
import { itemsOf } from '../kernel/list-card.ts'
import {
  createItemCondition,
  ListCondition,
  listConditionPorts,
  listConditionSettings
} from './list-condition.ts'

/** Card that filters a list by a condition. */
export const listFilter = defineCard<ListCondition>({
  type: 'list-filter',
  title: 'Filter',
  group: 'List',
  docs: {
    summary: 'Items for which a condition is true',
    aliases: ['where', 'select', 'keep', 'remove', 'array', 'condition'],
    help: 'Keeps the items of a list for which a condition is true, in order. Map Item, or a part of it, to Value. Both sides of the condition can use Item and Index, the position counted from 0. A missing list returns an empty list.'
  },
  config: ListCondition,
  blank: () => ({ config: { items: 'object', operator: 'equal' } }),
  settings: listConditionSettings,
  ports: config =>
    listConditionPorts(config, [{ id: 'output', label: 'Output', type: listOf(config.items) }]),
  /** Returns the items for which the condition holds. */
  execute: work => outputs({ output: itemsOf(work.inputs.list).filter(createItemCondition(work)) })
})
