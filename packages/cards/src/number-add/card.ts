import { numberCard } from '../number/number-card.ts'

/** The sum of two numbers. */
export const numberAdd = numberCard({
  type: 'number-add',
  title: 'Add',
  help: 'Adds a number to another one.',
  example: { inputs: { left: 2, right: 0.5 }, outputs: { output: 2.5 } },
  deed: () => import('./deed.ts')
})
