import type { ListedRun } from '../../features/history/api-types.ts'
import type { DashLook } from '../../features/run-view/card-dashes.tsx'
import { formatCount, formatNumber } from '../../kit/page/format-count.ts'

type CardState = NonNullable<ListedRun['cards']>[number]

/** Returns the appearance of a card's dash. */
export const dashOf = (state: CardState): DashLook => {
  switch (state) {
    case 'succeeded':
      return 'done'
    case 'not-reached':
    case 'unknown':
      return 'none'
    case 'failed':
    case 'running':
    case 'waiting':
    case 'stopped':
    case 'skipped':
      return state
  }
}

/** Formats the number of cards that succeeded: “4 of 4 cards”, “2 of 4 cards, card 3 failed”. */
export const formatCards = (cards: readonly CardState[]): string => {
  const all = formatCount(cards.length, 'card')
  const done = cards.filter(state => state === 'succeeded' || state === 'stopped').length
  const skipped = cards.filter(state => state === 'skipped').length
  const failed = cards.indexOf('failed') + 1
  const count = cards.includes('unknown') ? all : `${formatNumber(done)} of ${all}`
  return [
    count,
    ...(failed === 0 ? [] : [`card ${failed} failed`]),
    ...(skipped === 0 ? [] : [`${formatNumber(skipped)} skipped`])
  ].join(', ')
}
