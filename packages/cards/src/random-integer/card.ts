import { defineCard, outputs, ports } from '@hookwright/engine'
import { Fault, one } from '@hookwright/model'
import { z } from 'zod'

const RandomIntegerConfig = z.strictObject({})
type RandomIntegerConfig = z.infer<typeof RandomIntegerConfig>

/** Card that returns a random whole number in a range. */
export const randomInteger = defineCard<RandomIntegerConfig>({
  type: 'random-integer',
  title: 'Random Integer',
  group: 'Number',
  docs: {
    summary: 'Random whole number',
    aliases: ['dice', 'math'],
    help: 'Returns a random whole number from Minimum to Maximum, both included; each is equally likely. A run that continues after a restart keeps the number it already used.',
    example: { config: {}, inputs: { minimum: 1, maximum: 6 }, outputs: { output: 4 } }
  },
  config: RandomIntegerConfig,
  blank: () => ({ config: {} }),
  ports: () =>
    ports({
      inputs: [
        { id: 'minimum', label: 'Minimum', type: one('number'), required: true },
        { id: 'maximum', label: 'Maximum', type: one('number'), required: true }
      ],
      outputs: [{ id: 'output', label: 'Output', type: one('number') }]
    }),
  sideEffects: 'draw',
  /** Returns a random number. Throws `card.failed` if there is no whole number in the range. */
  execute: ({ inputs, fx, name }) => {
    const minimum = Number(inputs.minimum)
    const maximum = Number(inputs.maximum)
    const count = maximum - minimum + 1
    const isRange = Number.isSafeInteger(minimum) && Number.isSafeInteger(maximum) && count >= 1
    if (isRange && count <= 2 ** 48) return outputs({ output: minimum + Math.floor(fx.random() * count) })
    throw new Fault('card.failed', {
      message: `“${name}” received ${minimum} as Minimum and ${maximum} as Maximum. Map whole numbers less than 2^48 apart, the smaller one to Minimum.`
    })
  }
})
