import { arithmetic, numberCard, numberHelp } from '../number/number-card.ts'

/** Card that multiplies two numbers. */
export const numberMultiply = numberCard({
  type: 'number-multiply',
  title: 'Multiply',
  docs: {
    summary: 'Product of two numbers',
    aliases: ['times', 'product', 'math'],
    help: numberHelp('Multiplies two numbers.'),
    example: { config: {}, inputs: { left: 2, right: 0.5 }, outputs: { output: 1 } }
  },
  /** Returns the product of two numbers. Throws `card.failed` if the result is not an exact number. */
  execute: arithmetic(
    (left, right) => left * right,
    (left, right) => left + right
  )
})
