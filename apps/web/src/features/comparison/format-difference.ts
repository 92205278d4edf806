import type { CardDifference, FlowDifference } from '@hookwright/model'
import type { Tone } from '@hookwright/ui'

/** How a difference is called and coloured. */
interface DifferenceWords {
  tone: Tone
  say: string
}

const words: Record<CardDifference['is'], DifferenceWords> = {
  added: { tone: 'ok', say: 'Added' },
  removed: { tone: 'err', say: 'Removed' },
  changed: { tone: 'warn', say: 'Changed' },
  moved: { tone: 'info', say: 'Moved' }
}

/** What a card or a flow is called that differs. */
export const differenceWords = (difference: CardDifference | FlowDifference): DifferenceWords =>
  difference.is === 'changed' && 'moved' in difference && difference.moved
    ? { tone: 'warn', say: 'Changed and moved' }
    : words[difference.is]
