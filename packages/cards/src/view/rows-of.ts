import { headRows, joinRows } from './input-rows.ts'
import { footRows } from './output-rows.ts'
import type { Row } from './row.ts'
import type { RowsInput } from './rows-input.ts'

/** Rows of a card: inputs, joins block by block, and outputs. */
export interface CardRows {
  head: Row[]
  joins: Row[][]
  foot: Row[]
}

/** Returns the rows that draw a card from its spec. Pure, so a card's height is known before rendering. */
export const rowsOf = (params: RowsInput): CardRows => ({
  head: headRows(params),
  joins: (params.card.blocks ?? []).map(block => joinRows(params, block)),
  foot: footRows(params)
})
