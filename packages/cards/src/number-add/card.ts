import { numberCard } from '../number/number-card.ts'

/** The sum of two numbers. */
export const numberAdd = numberCard({
  type: 'number-add',
  title: 'Add',
  execute: () => import('./execute.ts')
})
