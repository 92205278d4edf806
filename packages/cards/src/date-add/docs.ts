import type { CardDocs } from '@hookwright/engine'
import { dateShiftHelp } from '../date-shift/date-shift-help.ts'

export const dateAddDocs: CardDocs = {
  help: dateShiftHelp('Gives the moment some time after another one.'),
  example: {
    config: { unit: 'months' },
    inputs: { date: '2026-01-31T09:30:00Z', amount: 1 },
    outputs: { output: '2026-02-28T09:30:00.000Z' }
  }
}
