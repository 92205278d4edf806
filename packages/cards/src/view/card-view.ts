import type { ComponentType, ReactNode } from 'react'
import type { FaceProps } from './body-props.ts'
import type { DialogProps } from './dialog-props.ts'
import type { RowsGiven } from './rows-given.ts'
import type { CardRows } from './rows-of.ts'
import type { CardWarning } from './warning.ts'

/** Component for the body of a card, below its title. */
export type CardBody = (props: FaceProps) => ReactNode

/** Custom parts of a card type's view; the rest is drawn from its spec. */
export interface CardView {
  Face?: CardBody
  /** The rows that its face draws, and from which its height follows. Pure. */
  rows?: (given: RowsGiven) => CardRows
  /** Warnings that block nothing. Pure. */
  warnings?: (given: RowsGiven) => CardWarning[]
  /** The dialogs in which the card is set up, by the name that stands in the address. Their code comes when asked for. */
  dialogs?: Record<string, ComponentType<DialogProps>>
  /**
   * A card that stands for its connector carries the connector's picture and colour; above its name stands what it
   * is, or for users, who know no other cards of it, only whose.
   */
  branded?: 'as-card' | 'as-service'
}
