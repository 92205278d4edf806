import type { CardDocs } from '@hookwright/engine'

export const numberRoundDocs: CardDocs = {
  help: 'Rounds a number to so many digits behind the point, from 0 to 15; without a number of digits to a whole number. What lies in the middle is rounded away from zero.',
  example: { config: {}, inputs: { number: 2.345, digits: 2 }, outputs: { output: 2.35 } }
}
