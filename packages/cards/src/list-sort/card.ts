import { defineCard, outputs, ports } from '@hookwright/engine'
import { listOf, one, valueAt } from '@hookwright/model'
import { z } from 'zod'
import { ItemType, itemsOf, itemTypeSetting } from '../kernel/list-card.ts'
import { readPath } from '../kernel/parse-path.ts'
import { directions, sortValues } from './sort-values.ts'

const ListSortConfig = z.strictObject({
  items: ItemType,
  direction: z.enum(directions, 'The direction must be ascending or descending. Choose one of them.')
})
type ListSortConfig = z.infer<typeof ListSortConfig>

/** Card that sorts a list. */
export const listSort = defineCard<ListSortConfig>({
  type: 'list-sort',
  title: 'Sort',
  group: 'List',
  docs: {
    summary: 'Sorted list',
    aliases: ['order by', 'rank', 'array'],
    help: 'Sorts a list. To sort objects, enter the path of the value to sort by, such as name or emails[0].value. Numbers, and texts that hold a number, come first, then dates, then other text. Text is sorted by character code: uppercase letters come before lowercase letters. Items without a value come last, and equal items keep their order.',
    example: {
      config: { items: 'object', direction: 'descending' },
      inputs: { list: [{ seats: 2 }, { seats: 12 }, {}], path: 'seats' },
      outputs: { output: [{ seats: 12 }, { seats: 2 }, {}] }
    }
  },
  config: ListSortConfig,
  blank: () => ({ config: { items: 'text', direction: 'ascending' } }),
  settings: [
    itemTypeSetting,
    {
      kind: 'choice',
      key: 'direction',
      label: 'Direction',
      choices: [
        { value: 'ascending', label: 'Ascending' },
        { value: 'descending', label: 'Descending' }
      ]
    }
  ],
  ports: ({ items }) =>
    ports({
      inputs: [
        { id: 'list', label: 'List', type: listOf(items), required: true, mayBeNull: true },
        ...(items === 'object' ? [{ id: 'path', label: 'Path', type: one('text'), required: true }] : [])
      ],
      outputs: [{ id: 'output', label: 'Output', type: listOf(items) }]
    }),
  /** Returns the sorted items. Throws `card.failed` for an invalid path. */
  execute: ({ config, inputs, name }) => {
    const path = config.items === 'object' ? readPath(String(inputs.path), name) : []
    const output = sortValues(itemsOf(inputs.list), item => valueAt(item, path), config.direction)
    return outputs({ output })
  }
})
