import type { CardDocs } from '@hookwright/engine'

export const nowDocs: CardDocs = {
  help: 'Gives the moment at which the card runs, in UTC and to the millisecond. A run that goes on after a restart keeps the moment that it has used already.',
  example: { config: {}, inputs: {}, outputs: { output: '2026-01-02T03:04:05.678Z' } }
}
