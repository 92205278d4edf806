import { one } from '@hookwright/model'
import { plainCard } from '../kernel/plain-card.ts'

/** A part of a text. */
export const textSegment = plainCard({
  type: 'text-segment',
  title: 'Text Segment',
  group: 'Text',
  ports: {
    inputs: [
      { id: 'text', label: 'Text', type: one('text'), required: true, mayBeNull: true },
      { id: 'start', label: 'Start', type: one('number'), required: false },
      { id: 'end', label: 'End', type: one('number'), required: false }
    ],
    outputs: [{ id: 'output', label: 'Output', type: one('text') }]
  },
  execute: () => import('./execute.ts')
})
