import type { CardDocs, CardExecutor } from '@hookwright/engine'
import { one } from '@hookwright/model'
import { type PlainConfig, plainCard } from '../kernel/plain-card.ts'

/** A card that reckons with two numbers. */
export const numberCard = (given: {
  type: string
  title: string
  docs: CardDocs
  execute: CardExecutor<PlainConfig>
}) =>
  plainCard({
    ...given,
    group: 'Number',
    ports: {
      inputs: [
        { id: 'left', label: 'Number', type: one('number'), required: true },
        { id: 'right', label: 'Second number', type: one('number'), required: true }
      ],
      outputs: [{ id: 'output', label: 'Output', type: one('number') }]
    }
  })
