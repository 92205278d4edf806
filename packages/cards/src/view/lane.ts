import type { FieldId } from '@hookwright/model'

/** The room of a block inside its card, in pixels from the card's upper left corner; `joins` is the width of its join column. */
export interface Lane {
  block: FieldId
  x: number
  y: number
  width: number
  height: number
  joins: number
}
