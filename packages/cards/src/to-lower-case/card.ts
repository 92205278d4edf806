import { one } from '@hookwright/model'
import { plainCard } from '../kernel/plain-card.ts'

/** A text in small letters. */
export const toLowerCase = plainCard({
  type: 'to-lower-case',
  title: 'To Lower Case',
  group: 'Text',
  ports: {
    inputs: [{ id: 'text', label: 'Text', type: one('text'), required: true, mayBeNull: true }],
    outputs: [{ id: 'output', label: 'Output', type: one('text') }]
  },
  execute: () => import('./execute.ts')
})
