import type { CardSpec } from '@hookwright/engine'
import type { Card, FieldId } from '@hookwright/model'
import type { ComponentType, ReactNode } from 'react'
import type { CardValues, RowsInput } from './rows-input.ts'
import type { CardRows } from './rows-of.ts'

/**
 * Rectangle of a block inside its card, in pixels from the card's upper left corner. `joins` is the width of
 * the column at the right of the block, which shows the values that the block passes on.
 */
export interface Lane {
  block: FieldId
  x: number
  y: number
  width: number
  height: number
  joins: number
}

/** Warning about a card. It prevents neither creating a version nor turning on the flow. */
export interface CardWarning {
  /** Sentence with the consequence and the fix. */
  message: string
  /** Name of the dialog that fixes it; absent if it is fixed on the card itself. */
  dialog?: string
}

/** Props of a card's dialog. The dialog changes the card and closes itself through the workbench. */
export interface DialogProps {
  card: Card
  spec: CardSpec
  /** Field with the problem from which the dialog was opened. The dialog opens at this field. */
  at?: FieldId | undefined
}

/** Props of a card's view. */
export interface CardBodyProps {
  card: Card
  spec: CardSpec
  rows: CardRows
  /** Areas of the card's blocks; empty in the list view, which has no columns. */
  lanes: Lane[]
  /** Values of the card in the shown run; null if no run is shown. */
  values: CardValues | null
}

/** Component for the body of a card, below its title. */
export type CardBody = (props: CardBodyProps) => ReactNode

/** Custom parts of a card type's view. All other parts are drawn from its spec. */
export interface CardView {
  Body?: CardBody
  /** Returns the rows of the card, which determine its height. Pure. */
  rows?: (params: RowsInput) => CardRows
  /** Returns warnings, which block nothing. Pure. */
  warnings?: (params: RowsInput) => CardWarning[]
  /** Dialogs that set up the card, by their name in the URL. Their code is loaded on demand. */
  dialogs?: Record<string, ComponentType<DialogProps>>
  /**
   * Set if the card has the logo and color of its connector. The line above its name then shows the kind of
   * card (`as-card`) or, for users of the connector, the connector's name (`as-service`).
   */
  branded?: 'as-card' | 'as-service'
  /** True for a card with a long form, which is wider. */
  wide?: true
}
