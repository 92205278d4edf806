import type { CardExample, Deed } from '@hookwright/engine'
import { one } from '@hookwright/model'
import { type PlainConfig, plainCard } from '../plain/plain-card.ts'

/** A card that reckons with two numbers. */
export const numberCard = (given: {
  type: string
  title: string
  /** What it does, before how exact it is. */
  help: string
  example: Omit<CardExample, 'config'>
  deed: () => Promise<{ deed: Deed<PlainConfig> }>
}) =>
  plainCard({
    ...given,
    group: 'Number',
    help: `${given.help} A result that cannot be kept exactly makes the card fail.`,
    ports: {
      inputs: [
        { id: 'left', label: 'Number', type: one('number'), required: true },
        { id: 'right', label: 'Second number', type: one('number'), required: true }
      ],
      outputs: [{ id: 'output', label: 'Output', type: one('number') }]
    }
  })
