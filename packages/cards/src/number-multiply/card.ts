import { numberCard } from '../number/number-card.ts'

/** The product of two numbers. */
export const numberMultiply = numberCard({
  type: 'number-multiply',
  title: 'Multiply',
  execute: () => import('./execute.ts')
})
