import type { CardSpec } from '@hookwright/engine'
import type { Card, FieldId } from '@hookwright/model'
import type { ComponentType, ReactNode } from 'react'
import type { CardValues, RowsInput } from './rows-input.ts'
import type { CardRows } from './rows-of.ts'

/**
 * Rectangle of a block inside its card, in pixels from the card's upper left corner; `joins` is the width of its join
 * column.
 */
export interface Lane {
  block: FieldId
  x: number
  y: number
  width: number
  height: number
  joins: number
}

/** Warning about a card; it blocks neither versions nor turning on. */
export interface CardWarning {
  /** A sentence: the consequence, and what to do. */
  message: string
  /** The dialog in which it is fixed; absent where the card itself is the place. */
  dialog?: string
}

/** Props of a card's dialog. It changes the card and closes itself through the workbench. */
export interface DialogProps {
  card: Card
  spec: CardSpec
  /** The field of the problem that led here; the dialog opens where it is fixed. */
  at?: FieldId | undefined
}

/** Props of a card's view. */
export interface CardBodyProps {
  card: Card
  spec: CardSpec
  rows: CardRows
  /** Areas of its blocks; empty in a list, which has no columns. */
  lanes: Lane[]
  /** Values of the card in a run, while they are shown. */
  values: CardValues | null
}

/** Component for the body of a card, below its title. */
export type CardBody = (props: CardBodyProps) => ReactNode

/** Custom parts of a card type's view; the rest is drawn from its spec. */
export interface CardView {
  Body?: CardBody
  /** The rows of its view, which determine its height. Pure. */
  rows?: (params: RowsInput) => CardRows
  /** Warnings that block nothing. Pure. */
  warnings?: (params: RowsInput) => CardWarning[]
  /** The dialogs in which the card is set up, by their name in the URL. Their code is loaded on demand. */
  dialogs?: Record<string, ComponentType<DialogProps>>
  /**
   * A card that represents its connector has the connector's picture and colour. The line above its name
   * shows the kind of card or, for users, who know no other cards of it, the connector.
   */
  branded?: 'as-card' | 'as-service'
  /** True for a card with a long form, which is drawn wider. */
  wide?: true
}
