import { eventOf, showsConnection } from '../kernel/deployed-card.ts'
import { connectionRows, withChosenOptions, withTypes } from '../view/deployed-rows.ts'
import { headRows } from '../view/input-rows.ts'
import { measures } from '../view/measures.ts'
import { footRows } from '../view/output-rows.ts'
import type { PartRow, Row } from '../view/row.ts'
import { type RowsInput, section } from '../view/rows-input.ts'
import type { CardRows } from '../view/rows-of.ts'
import { runningRows } from '../view/running-rows.ts'
import { stopRestSetting } from './card.ts'

/** Components that only this card type uses. */
export interface EventParts {
  Connection: PartRow['Part']
  RunMode: PartRow['Part']
  /** Badge for signed events. Its row has a key that ends with the strength of the signature check. */
  Proof: PartRow['Part']
}

const plain = measures.control + measures.fieldGap

/**
 * Returns the rows of an event card as users see it: the connection, the options, the Run mode for lists of
 * records, the concurrency limit and the outputs.
 */
export const connectorEventRows = (params: RowsInput, parts: EventParts): CardRows => {
  const event = eventOf(params.card.config, params.catalog)
  const connection = showsConnection(event, params) ? connectionRows(params, parts.Connection) : []
  const proof: Row[] =
    event?.proof === undefined
      ? []
      : [{ kind: 'part', key: `proof.${event.proof}`, height: measures.pill, Part: parts.Proof }]
  const runMode: Row[] = event?.runMode
    ? section(params, 'run-mode', 'Run mode', [
        { kind: 'part', key: 'run-mode', height: plain, Part: parts.RunMode }
      ])
    : []
  const head = withChosenOptions(
    params,
    headRows(params).filter(row => row.kind !== 'setting')
  )
  const isEach = event?.runMode === true && params.card.config.runMode !== 'list'
  const running = event === undefined ? [] : runningRows(params, isEach ? stopRestSetting : undefined)
  return {
    head: [...connection, ...proof, ...head, ...runMode, ...running],
    joins: [],
    foot: withTypes(footRows(params))
  }
}
