import { createFindExecutor, findCard } from '../text-position/find-card.ts'

/** Card that finds the last position of a text in another text. */
export const textFindLast = findCard({
  type: 'text-find-last',
  title: 'Find Last',
  docs: {
    summary: 'Last position of a text in a longer text',
    aliases: ['last index of', 'search'],
    help: 'Returns the position of the last occurrence of a text in a longer text, counted from 0. It is case-sensitive. If the text does not occur, the output is null and the flow continues.',
    example: { config: {}, inputs: { text: 'INV-2026-0042', find: '-' }, outputs: { position: 8 } }
  },
  execute: createFindExecutor((text, find) => text.lastIndexOf(find))
})
