import { createRoundExecutor, roundCard } from '../number/round-card.ts'

/** Card that rounds a number up. */
export const numberRoundUp = roundCard({
  type: 'number-round-up',
  title: 'Round Up',
  docs: {
    summary: 'Number rounded up to fewer decimals',
    aliases: ['ceil', 'ceiling', 'math'],
    help: 'Rounds a number up to 0 to 15 decimal places: the output is never smaller than the number, so -2.5 becomes -2. Without a number of digits it rounds to a whole number.',
    example: { config: {}, inputs: { number: 2.341, digits: 2 }, outputs: { output: 2.35 } }
  },
  execute: createRoundExecutor(Math.ceil)
})
