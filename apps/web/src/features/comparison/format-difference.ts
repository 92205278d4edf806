import type { CardDifference, FlowDifference } from '@hookwright/model'
import type { Tone } from '@hookwright/ui'

/** Label and color of a difference. */
interface DifferenceText {
  tone: Tone
  say: string
}

const words: Record<CardDifference['is'], DifferenceText> = {
  added: { tone: 'ok', say: 'Added' },
  removed: { tone: 'err', say: 'Removed' },
  changed: { tone: 'warn', say: 'Changed' },
  moved: { tone: 'info', say: 'Moved' }
}

/** Returns the label and color for a difference between two versions of a card or flow. */
export const formatDifference = (difference: CardDifference | FlowDifference): DifferenceText =>
  difference.is === 'changed' && 'moved' in difference && difference.moved
    ? { tone: 'warn', say: 'Changed and moved' }
    : words[difference.is]
