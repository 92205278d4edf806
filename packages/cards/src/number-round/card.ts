import { one } from '@hookwright/model'
import { plainCard } from '../plain/plain-card.ts'

/** A number with fewer digits. */
export const numberRound = plainCard({
  type: 'number-round',
  title: 'Round',
  group: 'Number',
  help: 'Rounds a number to so many digits behind the point, from 0 to 15; without a number of digits to a whole number. What lies in the middle is rounded away from zero.',
  ports: {
    inputs: [
      { id: 'number', label: 'Number', type: one('number'), required: true },
      { id: 'digits', label: 'Digits', type: one('number'), required: false }
    ],
    outputs: [{ id: 'output', label: 'Output', type: one('number') }]
  },
  example: { inputs: { number: 2.345, digits: 2 }, outputs: { output: 2.35 } },
  deed: () => import('./deed.ts')
})
