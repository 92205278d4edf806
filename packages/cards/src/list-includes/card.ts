import { outputs } from '@hookwright/engine'
import { anyList, anyValue, one } from '@hookwright/model'
import { holds } from '../if-else/compare.ts'
import { itemsOf } from '../kernel/list-card.ts'
import { plainCard } from '../kernel/plain-card.ts'

/** Card that returns true if a list includes a value. */
export const listIncludes = plainCard({
  type: 'list-includes',
  title: 'Includes',
  group: 'List',
  docs: {
    summary: 'True if a list contains a value',
    aliases: ['contains', 'in', 'exists', 'array'],
    help: 'Returns true if a list contains a value. Numbers, and texts that hold a number, are compared as numbers, dates as dates, and everything else as text. A missing list counts as empty.',
    example: { config: {}, inputs: { list: ['red', 'green'], item: 'green' }, outputs: { result: true } }
  },
  ports: {
    inputs: [
      { id: 'list', label: 'List', type: anyList, required: true, mayBeNull: true },
      { id: 'item', label: 'Item', type: anyValue, required: true, mayBeNull: true }
    ],
    outputs: [{ id: 'result', label: 'Result', type: one('boolean') }]
  },
  execute: ({ inputs }) => outputs({ result: holds('in', inputs.item, itemsOf(inputs.list)) })
})
