import { one } from '@hookwright/model'
import { plainCard } from '../plain/plain-card.ts'

/** A part of a text. */
export const textSegment = plainCard({
  type: 'text-segment',
  title: 'Text Segment',
  group: 'Text',
  help: 'Takes a part out of a text: the letters from Start up to, but without, End. Counting starts at 0, and from the end at -1. A text that is missing stays missing.',
  ports: {
    inputs: [
      { id: 'text', label: 'Text', type: one('text'), required: true, mayBeNull: true },
      { id: 'start', label: 'Start', type: one('number'), required: false },
      { id: 'end', label: 'End', type: one('number'), required: false }
    ],
    outputs: [{ id: 'output', label: 'Output', type: one('text') }]
  },
  example: { inputs: { text: 'INV-2026-0042', start: 4, end: 8 }, outputs: { output: '2026' } },
  deed: () => import('./deed.ts')
})
