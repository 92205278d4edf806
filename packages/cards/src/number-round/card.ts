import { one } from '@hookwright/model'
import { plainCard } from '../kernel/plain-card.ts'

/** A number with fewer digits. */
export const numberRound = plainCard({
  type: 'number-round',
  title: 'Round',
  group: 'Number',
  ports: {
    inputs: [
      { id: 'number', label: 'Number', type: one('number'), required: true },
      { id: 'digits', label: 'Digits', type: one('number'), required: false }
    ],
    outputs: [{ id: 'output', label: 'Output', type: one('number') }]
  },
  execute: () => import('./execute.ts')
})
