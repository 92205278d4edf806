import { dateShiftCard } from '../date-shift/date-shift-card.ts'

/** An earlier moment. */
export const dateSubtract = dateShiftCard({
  type: 'date-subtract',
  title: 'Date Subtract',
  execute: () => import('./execute.ts')
})
