import { dateShiftCard } from '../date-shift/date-shift-card.ts'

/** A later moment. */
export const dateAdd = dateShiftCard({
  type: 'date-add',
  title: 'Date Add',
  deed: () => import('./deed.ts')
})
