import { measures } from '@hookwright/cards/views'
import type { DrawnCard } from '../drawing/drawn-card.ts'
import type { Frame } from './layout.ts'

type Rect = Pick<Frame, 'x' | 'y' | 'width' | 'height'>

/**
 * Returns the header, input and output areas of block cards with fields.
 *
 * A wire to a card inside a block passes behind these areas, so that it crosses no field. It stays visible on
 * the background of the lane.
 */
export const solidPartsOf = (cards: ReadonlyMap<string, DrawnCard>): Rect[] => {
  const parts: Rect[] = []
  for (const { frame } of cards.values()) {
    const lane = frame?.lanes[0]
    if (frame === null || lane === undefined) continue
    const below = { y: frame.y + measures.header, height: frame.height - measures.header }
    const right = lane.x + lane.width
    parts.push({ x: frame.x, y: frame.y, width: frame.width, height: measures.header })
    if (lane.x > 0) parts.push({ x: frame.x, width: lane.x, ...below })
    if (right < frame.width) parts.push({ x: frame.x + right, width: frame.width - right, ...below })
  }
  return parts
}
