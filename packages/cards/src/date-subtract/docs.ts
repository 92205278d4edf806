import type { CardDocs } from '@hookwright/engine'
import { dateShiftHelp } from '../date-shift/date-shift-help.ts'

export const dateSubtractDocs: CardDocs = {
  help: dateShiftHelp('Gives the moment some time before another one.'),
  example: {
    config: { unit: 'days' },
    inputs: { date: '2026-03-01T09:30:00Z', amount: 1 },
    outputs: { output: '2026-02-28T09:30:00.000Z' }
  }
}
