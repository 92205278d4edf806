import { outputs } from '@hookwright/engine'
import { listOf, one, valueAt } from '@hookwright/model'
import { itemsOf, listCard } from '../kernel/list-card.ts'
import { readPath } from '../kernel/parse-path.ts'
import { itemKey, uniqueBy } from '../list-sets/item-key.ts'

/** Card that removes duplicates from a list. */
export const listUnique = listCard({
  type: 'list-unique',
  title: 'Remove Duplicates',
  docs: {
    summary: 'List without duplicates',
    aliases: ['distinct', 'dedupe', 'deduplicate', 'unique', 'array'],
    help: 'Returns a list with each item once, the first one of those that are equal. To compare objects by one value, enter its path, such as id or emails[0].value; objects without a value there count as equal. A missing list returns an empty list.',
    example: {
      config: { items: 'object' },
      inputs: {
        list: [
          { id: 7, name: 'Ada' },
          { id: 9, name: 'Eve' },
          { id: 7, name: 'Ada again' }
        ],
        path: 'id'
      },
      outputs: {
        output: [
          { id: 7, name: 'Ada' },
          { id: 9, name: 'Eve' }
        ]
      }
    }
  },
  items: 'text',
  ports: items => ({
    inputs: [
      { id: 'list', label: 'List', type: listOf(items), required: true, mayBeNull: true },
      ...(items === 'object' ? [{ id: 'path', label: 'Path', type: one('text'), required: false }] : [])
    ],
    outputs: [{ id: 'output', label: 'Output', type: listOf(items) }]
  }),
  /** Returns the first item for each distinct value at the path. Throws `card.failed` for an invalid path. */
  execute: ({ config, inputs, name }) => {
    const text = String(inputs.path ?? '')
    const path = text === '' ? [] : readPath(text, name)
    const keyOf = (item: unknown): string => itemKey(valueAt(item, path), config.items)
    return outputs({ output: uniqueBy(itemsOf(inputs.list), keyOf) })
  }
})
