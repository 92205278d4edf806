import { createFindExecutor, findCard } from '../text-position/find-card.ts'

/** Card that finds the first position of a text in another text. */
export const textFind = findCard({
  type: 'text-find',
  title: 'Find',
  docs: {
    summary: 'Position of a text in a longer text',
    aliases: ['index of', 'search', 'contains'],
    help: 'Returns the position of the first occurrence of a text in a longer text, counted from 0. It is case-sensitive. If the text does not occur, the output is null and the flow continues.',
    example: { config: {}, inputs: { text: 'INV-2026-0042', find: '-' }, outputs: { position: 3 } }
  },
  execute: createFindExecutor((text, find) => text.indexOf(find))
})
