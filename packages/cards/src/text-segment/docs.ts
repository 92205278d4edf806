import type { CardDocs } from '@hookwright/engine'

export const textSegmentDocs: CardDocs = {
  help: 'Takes a part out of a text: the letters from Start up to, but without, End. Counting starts at 0, and from the end at -1. A text that is missing stays missing.',
  example: { config: {}, inputs: { text: 'INV-2026-0042', start: 4, end: 8 }, outputs: { output: '2026' } }
}
