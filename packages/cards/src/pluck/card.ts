import { outputs } from '@hookwright/engine'
import { listOf, one, valueAt } from '@hookwright/model'
import { asItems } from '../kernel/as-declared.ts'
import { itemsOf, listCard } from '../kernel/list-card.ts'
import { readPath } from '../kernel/parse-path.ts'

/** Card that reads one value of each object in a list. */
export const pluck = listCard({
  type: 'pluck',
  title: 'Pluck',
  docs: {
    summary: 'One value of each object, as a list',
    aliases: ['column', 'map', 'field', 'extract', 'array'],
    help: 'Returns the value at one path of each object of a list, as a list of the same length. Write the path as in emails[0].value. An object without a value there returns null. Choose the type of the values; a value of another type makes the card fail.',
    example: {
      config: { items: 'number' },
      inputs: { list: [{ id: 7, name: 'Ada' }, { id: 9 }], path: 'id' },
      outputs: { output: [7, 9] }
    }
  },
  items: 'text',
  ports: items => ({
    inputs: [
      { id: 'list', label: 'List', type: listOf('object'), required: true, mayBeNull: true },
      { id: 'path', label: 'Path', type: one('text'), required: true }
    ],
    outputs: [{ id: 'output', label: 'Output', type: listOf(items) }]
  }),
  /** Returns the value at the path in each object. Throws `card.failed` for an invalid path or a value of another type. */
  execute: ({ config, inputs, name }) => {
    const path = readPath(String(inputs.path), name)
    const found = itemsOf(inputs.list).map(item => valueAt(item, path))
    return outputs({ output: asItems(name, found, config.items) })
  }
})
