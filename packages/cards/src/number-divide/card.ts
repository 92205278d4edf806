import { numberCard } from '../number/number-card.ts'

/** The quotient of two numbers. */
export const numberDivide = numberCard({
  type: 'number-divide',
  title: 'Divide',
  execute: () => import('./execute.ts')
})
