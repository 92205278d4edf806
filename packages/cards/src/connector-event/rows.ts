import { headRows } from '../face/input-rows.ts'
import { measures } from '../face/measures.ts'
import { footRows } from '../face/output-rows.ts'
import type { PartRow, Row } from '../face/row.ts'
import { type RowsGiven, section } from '../face/rows-given.ts'
import type { CardRows } from '../face/rows-of.ts'
import { CONNECTION_FIELD } from './card.ts'
import { eventOf } from './event-of.ts'

/** What the card draws by itself. */
export interface EventParts {
  Connection: PartRow['Part']
  RunMode: PartRow['Part']
}

const labelled = measures.label + measures.control + measures.fieldGap
const plain = measures.control + measures.fieldGap

/** What a user sees of an event: the connection, the options, the Run mode where records come in lists, the outputs. */
export const connectorEventRows = (given: RowsGiven, parts: EventParts): CardRows => {
  const event = eventOf(given.card.config, given.surroundings)
  const connection: Row[] = event?.needsConnection
    ? [
        {
          kind: 'part',
          key: 'connection',
          at: { card: given.card.id, field: CONNECTION_FIELD },
          height: labelled,
          Part: parts.Connection
        },
        ...given.problems
          .filter(({ field }) => field === CONNECTION_FIELD)
          .map((problem): Row => ({ kind: 'message', problem }))
      ]
    : []
  const runMode: Row[] = event?.runMode
    ? section(given, 'run-mode', 'Run mode', [
        { kind: 'part', key: 'run-mode', height: plain, Part: parts.RunMode }
      ])
    : []
  const outputs = footRows(given).map(
    (row): Row => (row.kind === 'output' && row.depth === 0 ? { ...row, typed: true } : row)
  )
  return { head: [...connection, ...headRows(given), ...runMode], joins: [], foot: outputs }
}
