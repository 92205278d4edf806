import { one } from '@hookwright/model'
import { plainCard } from '../kernel/plain-card.ts'

/** A text without space around it. */
export const trim = plainCard({
  type: 'trim',
  title: 'Trim',
  group: 'Text',
  ports: {
    inputs: [{ id: 'text', label: 'Text', type: one('text'), required: true, mayBeNull: true }],
    outputs: [{ id: 'output', label: 'Output', type: one('text') }]
  },
  execute: () => import('./execute.ts')
})
