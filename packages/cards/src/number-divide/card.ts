import { numberCard } from '../number/number-card.ts'

/** The quotient of two numbers. */
export const numberDivide = numberCard({
  type: 'number-divide',
  title: 'Divide',
  help: 'Divides a number by another one.',
  example: { inputs: { left: 2, right: 0.5 }, outputs: { output: 4 } },
  deed: () => import('./deed.ts')
})
