import { numberCard } from '../number/number-card.ts'

/** The difference of two numbers. */
export const numberSubtract = numberCard({
  type: 'number-subtract',
  title: 'Subtract',
  help: 'Takes a number away from another one.',
  example: { inputs: { left: 2, right: 0.5 }, outputs: { output: 1.5 } },
  deed: () => import('./deed.ts')
})
