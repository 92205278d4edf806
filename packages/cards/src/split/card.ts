import { outputs } from '@hookwright/engine'
import { Fault, listOf, one } from '@hookwright/model'
import { plainCard } from '../kernel/plain-card.ts'

const MOST_PARTS = 1_000_000

/** Card that splits a text into a list. */
export const split = plainCard({
  type: 'split',
  title: 'Split',
  group: 'Text',
  docs: {
    summary: 'Text split into a list at each separator',
    aliases: ['csv', 'tokenize', 'explode', 'separate', 'parse'],
    help: 'Splits a text at each separator and returns the parts as a list. Empty parts between two separators are kept. A missing text returns an empty list.',
    example: {
      config: {},
      inputs: { text: 'red, green, blue', separator: ', ' },
      outputs: { output: ['red', 'green', 'blue'] }
    }
  },
  ports: {
    inputs: [
      { id: 'text', label: 'Text', type: one('text'), required: true, mayBeNull: true },
      { id: 'separator', label: 'Separator', type: one('text'), required: true }
    ],
    outputs: [{ id: 'output', label: 'Output', type: listOf('text') }]
  },
  execute: ({ inputs, name }) => {
    if (typeof inputs.text !== 'string') return outputs({ output: [] })
    const output = inputs.text.split(String(inputs.separator), MOST_PARTS + 1)
    if (output.length > MOST_PARTS) {
      throw new Fault('card.failed', {
        message: `“${name}” would create a list of more than ${MOST_PARTS} parts. Use a shorter text.`
      })
    }
    return outputs({ output })
  }
})
