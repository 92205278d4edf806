import { outputs } from '@hookwright/engine'
import { one } from '@hookwright/model'
import { plainCard } from '../kernel/plain-card.ts'

/** Card that negates a True/False value. */
export const booleanNot = plainCard({
  type: 'boolean-not',
  title: 'Not',
  group: 'True/False',
  docs: {
    summary: 'Opposite of a True/False value',
    aliases: ['invert', 'negate', 'logic'],
    help: 'Returns true for false, and false for true. A missing value counts as false.',
    example: { config: {}, inputs: { value: true }, outputs: { result: false } }
  },
  ports: {
    inputs: [{ id: 'value', label: 'Value', type: one('boolean'), required: true, mayBeNull: true }],
    outputs: [{ id: 'result', label: 'Result', type: one('boolean') }]
  },
  execute: ({ inputs }) => outputs({ result: inputs.value !== true })
})
