import { numberCard } from '../number/number-card.ts'

/** The product of two numbers. */
export const numberMultiply = numberCard({
  type: 'number-multiply',
  title: 'Multiply',
  help: 'Multiplies a number with another one.',
  example: { inputs: { left: 2, right: 0.5 }, outputs: { output: 1 } },
  deed: () => import('./deed.ts')
})
