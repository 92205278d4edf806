import { dateShiftCard, dateShiftHelp, shift } from '../date-shift/date-shift-card.ts'

/** Card that adds a duration to a date and time. */
export const dateAdd = dateShiftCard({
  type: 'date-add',
  title: 'Date Add',
  docs: {
    summary: 'Date plus an amount of time',
    aliases: ['plus', 'later', 'tomorrow', 'offset', 'shift'],
    help: dateShiftHelp('Adds an amount of time to a date.'),
    example: {
      config: { unit: 'months' },
      inputs: { date: '2026-01-31T09:30:00Z', amount: 1 },
      outputs: { output: '2026-02-28T09:30:00.000Z' }
    }
  },
  execute: work => shift(work, 1)
})
