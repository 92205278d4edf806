import { outputs } from '@hookwright/engine'
import { isJsonObject, listOf, one } from '@hookwright/model'
import { plainCard } from '../kernel/plain-card.ts'

/** Card that returns the keys of an object. */
export const objectKeys = plainCard({
  type: 'object-keys',
  title: 'Keys',
  group: 'Object',
  docs: {
    summary: 'Keys of an object as a list',
    aliases: ['properties', 'fields', 'names'],
    help: 'Returns the keys of an object as a list, in order. A missing object returns an empty list.',
    example: {
      config: {},
      inputs: { object: { team: 'Support', seats: 12 } },
      outputs: { output: ['team', 'seats'] }
    }
  },
  ports: {
    inputs: [{ id: 'object', label: 'Object', type: one('object'), required: true, mayBeNull: true }],
    outputs: [{ id: 'output', label: 'Output', type: listOf('text') }]
  },
  execute: ({ inputs }) => outputs({ output: isJsonObject(inputs.object) ? Object.keys(inputs.object) : [] })
})
