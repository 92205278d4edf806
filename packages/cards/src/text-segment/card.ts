import { outputs } from '@hookwright/engine'
import { one } from '@hookwright/model'
import { plainCard } from '../kernel/plain-card.ts'

/** Card that returns a part of a text. */
export const textSegment = plainCard({
  type: 'text-segment',
  title: 'Text Segment',
  group: 'Text',
  docs: {
    summary: 'Part of a text between two positions',
    aliases: ['substring', 'slice', 'left', 'right', 'mid', 'cut', 'truncate'],
    help: 'Returns part of a text: the characters from Start up to, but not including, End. Positions start at 0; -1 is the last character. A missing text returns null.',
    example: { config: {}, inputs: { text: 'INV-2026-0042', start: 4, end: 8 }, outputs: { output: '2026' } }
  },
  ports: {
    inputs: [
      { id: 'text', label: 'Text', type: one('text'), required: true, mayBeNull: true },
      { id: 'start', label: 'Start', type: one('number'), required: false },
      { id: 'end', label: 'End', type: one('number'), required: false }
    ],
    outputs: [{ id: 'output', label: 'Output', type: one('text') }]
  },
  /** Returns the segment. Positions count code points, so no character is cut in two. */
  execute: ({ inputs: { text, start, end } }) => {
    if (typeof text !== 'string') return outputs({ output: null })
    const letters = [...text].slice(Number(start ?? 0), end === null ? undefined : Number(end))
    return outputs({ output: letters.join('') })
  }
})
