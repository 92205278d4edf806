import { dateShiftCard, dateShiftHelp, shift } from '../date-shift/date-shift-card.ts'

/** Card that subtracts a duration from a date and time. */
export const dateSubtract = dateShiftCard({
  type: 'date-subtract',
  title: 'Date Subtract',
  docs: {
    summary: 'Date minus an amount of time',
    aliases: ['minus', 'earlier', 'yesterday', 'ago', 'shift'],
    help: dateShiftHelp('Subtracts an amount of time from a date.'),
    example: {
      config: { unit: 'days' },
      inputs: { date: '2026-03-01T09:30:00Z', amount: 1 },
      outputs: { output: '2026-02-28T09:30:00.000Z' }
    }
  },
  execute: work => shift(work, -1)
})
