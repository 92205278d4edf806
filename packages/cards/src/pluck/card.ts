import { listOf, one } from '@hookwright/model'
import { listCard } from '../item-type/list-card.ts'

/** One value out of each object of a list. */
export const pluck = listCard({
  type: 'pluck',
  title: 'Pluck',
  help: 'Takes the value at one path out of each object of a list and gives a list of these values, as long as the first. Write a path as in emails[0].value. An object that has nothing there gives null. Choose what the values are; a value of another type makes the card fail.',
  items: 'text',
  ports: items => ({
    inputs: [
      { id: 'list', label: 'List', type: listOf('object'), required: true, mayBeNull: true },
      { id: 'path', label: 'Path', type: one('text'), required: true }
    ],
    outputs: [{ id: 'output', label: 'Output', type: listOf(items) }]
  }),
  example: {
    config: { items: 'number' },
    inputs: { list: [{ id: 7, name: 'Ada' }, { id: 9 }], path: 'id' },
    outputs: { output: [7, 9] }
  },
  deed: () => import('./deed.ts')
})
