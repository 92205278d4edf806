import type { CardSpec } from '@hookwright/engine'
import { type Card, ERROR_POLICY, type ErrorPolicy } from '@hookwright/model'
import { measures } from '../view/measures.ts'
import type { PartRow, Row } from '../view/row.ts'
import type { RowsInput } from '../view/rows-input.ts'
import type { CardRows } from '../view/rows-of.ts'

/** Name of the error handling dialog. */
export const ERROR_DIALOG = 'errors'

/** Returns the error policy of a card. `null` if the card has none or it is unreadable. */
export const readPolicy = (spec: CardSpec, card: Card): ErrorPolicy | null => {
  if (!spec.handlesErrors || !Object.hasOwn(card.config, ERROR_POLICY)) return null
  const read = spec.readConfig(card.config)
  return read.ok ? read.errorPolicy : null
}

/** Adds a row for the error policy below the inputs of a card, followed by its problems. */
export const withPolicyRows = (rows: CardRows, params: RowsInput, Part: PartRow['Part']): CardRows => {
  const problems = params.problems.filter(({ field }) => field === ERROR_POLICY)
  const line: Row[] =
    readPolicy(params.spec, params.card) === null
      ? []
      : [{ kind: 'part', key: ERROR_DIALOG, height: measures.setting, Part }]
  const added = [
    ...line,
    ...problems.map((problem): Row => ({ kind: 'message', problem, dialog: ERROR_DIALOG }))
  ]
  return added.length === 0 ? rows : { ...rows, head: [...rows.head, ...added] }
}
