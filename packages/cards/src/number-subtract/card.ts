import { numberCard } from '../number/number-card.ts'

/** The difference of two numbers. */
export const numberSubtract = numberCard({
  type: 'number-subtract',
  title: 'Subtract',
  execute: () => import('./execute.ts')
})
