import { type CardContext, type InputPort, type OutputPort, type Ports, ports } from '@hookwright/engine'
import { listOf, one } from '@hookwright/model'
import { z } from 'zod'
import { holds } from '../if-else/compare.ts'
import { ItemType, itemTypeSetting } from '../kernel/list-card.ts'
import { conditionPorts, Operator, operatorSetting } from '../kernel/operator.ts'

/** Config of a card that evaluates a condition for each item of a list. */
export const ListCondition = z.strictObject({ items: ItemType, operator: Operator })
export type ListCondition = z.infer<typeof ListCondition>

/** Settings of a card with a condition for list items. */
export const listConditionSettings = [itemTypeSetting, operatorSetting]

/**
 * Returns the ports of a card with a condition for list items. Both sides of the condition can contain the
 * item and its index.
 */
export const listConditionPorts = (config: ListCondition, gives: OutputPort[]): Ports => {
  const inner: OutputPort[] = [
    { id: 'item', label: 'Item', type: one(config.items) },
    { id: 'index', label: 'Index', type: one('number') }
  ]
  const sees = inner.map(port => port.id)
  const list: InputPort = {
    id: 'list',
    label: 'List',
    type: listOf(config.items),
    required: true,
    mayBeNull: true
  }
  const sides = conditionPorts(config.operator).map(port => ({ ...port, sees }))
  return ports({ inputs: [list, ...sides], inner, outputs: gives })
}

/** Returns the function that evaluates the condition for an item. */
export const createItemCondition =
  ({ config, slots }: CardContext<ListCondition>) =>
  (item: unknown, index: number): boolean => {
    const { left, right } = slots({ item, index })
    return holds(config.operator, left, right)
  }
