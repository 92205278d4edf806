import { dateShiftCard } from '../date-shift/date-shift-card.ts'

/** A later moment. */
export const dateAdd = dateShiftCard({
  type: 'date-add',
  title: 'Date Add',
  execute: () => import('./execute.ts')
})
