import { dateShiftCard } from '../date-shift/date-shift-card.ts'

/** A later moment. */
export const dateAdd = dateShiftCard({
  type: 'date-add',
  title: 'Date Add',
  help: 'Gives the moment some time after another one.',
  example: {
    config: { unit: 'months' },
    inputs: { date: '2026-01-31T09:30:00Z', amount: 1 },
    outputs: { output: '2026-02-28T09:30:00.000Z' }
  },
  deed: () => import('./deed.ts')
})
