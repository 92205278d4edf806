import type { CardRows, CardValues, CardWarning, RunMark } from '@hookwright/cards/views'
import type { CardSpec } from '@hookwright/engine'
import type { Card, CardDifference, Problem } from '@hookwright/model'
import type { Frame } from '../layout/layout.ts'

/** Everything needed to render a card. It is the same object until something changes. */
export interface DrawnCard {
  card: Card
  spec: CardSpec
  name: string
  /** Position of the card in flow order, starting at 1. */
  number: number
  rows: CardRows
  problems: Problem[]
  warnings: CardWarning[]
  values: CardValues | null
  run: RunMark | null
  folded: boolean
  /** Difference from the compared flow; null when equal or when nothing is compared. */
  difference: CardDifference | null
  /** Position and size; null for a card inside a folded card. */
  frame: Frame | null
}

const sameFrame = (one: Frame | null, other: Frame | null): boolean =>
  one === other || JSON.stringify(one) === JSON.stringify(other)

/** Returns true when two drawn cards look the same, even if they are different objects. */
export const sameDrawn = (one: DrawnCard, other: DrawnCard): boolean =>
  one.card === other.card &&
  one.spec === other.spec &&
  one.name === other.name &&
  one.number === other.number &&
  one.rows === other.rows &&
  one.problems === other.problems &&
  one.warnings === other.warnings &&
  one.values === other.values &&
  one.run === other.run &&
  one.folded === other.folded &&
  one.difference === other.difference &&
  sameFrame(one.frame, other.frame)
