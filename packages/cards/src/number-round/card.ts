import { createRoundExecutor, roundCard } from '../number/round-card.ts'

/** Card that rounds a number. */
export const numberRound = roundCard({
  type: 'number-round',
  title: 'Round',
  docs: {
    summary: 'Number rounded to fewer decimals',
    aliases: ['floor', 'truncate', 'decimals', 'math'],
    help: 'Rounds a number to 0 to 15 decimal places. Without a number of digits it rounds to a whole number. Halves are rounded away from zero.',
    example: { config: {}, inputs: { number: 2.345, digits: 2 }, outputs: { output: 2.35 } }
  },
  execute: createRoundExecutor(number => Math.sign(number) * Math.round(Math.abs(number)))
})
