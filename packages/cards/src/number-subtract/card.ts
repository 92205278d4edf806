import { arithmetic, numberCard, numberHelp } from '../number/number-card.ts'

/** Card that subtracts two numbers. */
export const numberSubtract = numberCard({
  type: 'number-subtract',
  title: 'Subtract',
  docs: {
    summary: 'Difference of two numbers',
    aliases: ['minus', 'difference', 'math', 'decrement'],
    help: numberHelp('Subtracts the second number from the first.'),
    example: { config: {}, inputs: { left: 2, right: 0.5 }, outputs: { output: 1.5 } }
  },
  /** Returns the difference of two numbers. Throws `card.failed` if the result is not an exact number. */
  execute: arithmetic((left, right) => left - right, Math.max)
})
