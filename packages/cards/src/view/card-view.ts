import type { ComponentType, ReactNode } from 'react'
import type { FaceProps } from './body-props.ts'
import type { DialogProps } from './dialog-props.ts'
import type { RowsGiven } from './rows-given.ts'
import type { CardRows } from './rows-of.ts'
import type { CardWarning } from './warning.ts'

/** How the body of a card looks, below its title. */
export type CardBody = (props: FaceProps) => ReactNode

/** What of a card type is drawn in a way of its own; the rest is drawn from its spec. */
export interface CardView {
  Face?: CardBody
  /** The rows that its face draws, and from which its height follows. Pure. */
  rows?: (given: RowsGiven) => CardRows
  /** What it warns of without blocking anything. Pure. */
  warnings?: (given: RowsGiven) => CardWarning[]
  /** The dialogs in which the card is set up, by the name that stands in the address. Their code comes when asked for. */
  dialogs?: Record<string, ComponentType<DialogProps>>
  /**
   * A card that stands for its connector carries the connector's picture and colour; above its name stands what it
   * is, or for users, who know no other cards of it, only whose.
   */
  branded?: 'as-card' | 'as-service'
}
