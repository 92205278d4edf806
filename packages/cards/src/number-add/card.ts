import { arithmetic, numberCard, numberHelp } from '../number/number-card.ts'

/** Card that adds two numbers. */
export const numberAdd = numberCard({
  type: 'number-add',
  title: 'Add',
  docs: {
    summary: 'Sum of two numbers',
    aliases: ['plus', 'sum', 'total', 'math', 'count', 'increment'],
    help: numberHelp('Adds two numbers.'),
    example: { config: {}, inputs: { left: 2, right: 0.5 }, outputs: { output: 2.5 } }
  },
  /** Returns the sum of two numbers. Throws `card.failed` if the result is not an exact number. */
  execute: arithmetic((left, right) => left + right, Math.max)
})
