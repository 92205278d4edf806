import { arithmetic, numberCard, numberHelp } from '../number/number-card.ts'

/** Card that divides two numbers. */
export const numberDivide = numberCard({
  type: 'number-divide',
  title: 'Divide',
  docs: {
    summary: 'Quotient of two numbers',
    aliases: ['quotient', 'ratio', 'math'],
    help: numberHelp('Divides the first number by the second.'),
    example: { config: {}, inputs: { left: 2, right: 0.5 }, outputs: { output: 4 } }
  },
  /** Returns the quotient of two numbers. Throws `card.failed` if the result is not a number. */
  execute: arithmetic((left, right) => left / right)
})
