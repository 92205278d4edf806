import { connectionRows } from '../view/deployed-rows.ts'
import { headRows } from '../view/input-rows.ts'
import { footRows } from '../view/output-rows.ts'
import type { PartRow } from '../view/row.ts'
import type { RowsInput } from '../view/rows-input.ts'
import type { CardRows } from '../view/rows-of.ts'

/** Returns the rows of a card that sends a request with its own connection. */
export const connectedRequestRows = (params: RowsInput, Connection: PartRow['Part']): CardRows => ({
  head: [...connectionRows(params, Connection), ...headRows(params)],
  joins: [],
  foot: footRows(params)
})
