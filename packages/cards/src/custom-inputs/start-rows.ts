import { headRows } from '../face/input-rows.ts'
import { outputRows } from '../face/output-rows.ts'
import type { Row } from '../face/row.ts'
import { addRow, grouped, type RowsGiven, section } from '../face/rows-given.ts'
import type { CardRows } from '../face/rows-of.ts'
import { INPUTS_GROUP } from './custom-inputs.ts'

/**
 * The rows of a start card whose maker adds inputs: what it always gets, its own inputs with the way to add one, and the
 * values of the connection.
 */
export const startRows = (given: RowsGiven): CardRows => {
  const outputs = given.ports?.outputs ?? []
  const of = (is: (group: string | undefined) => boolean) => outputs.filter(port => is(port.group))
  const rows = (port: (typeof outputs)[number]): Row[] => outputRows(given, port, 'outputs')
  const always = of(group => group === undefined).flatMap(rows)
  const own = [...of(group => group === INPUTS_GROUP).flatMap(rows), ...addRow(given, 'outputs')]
  const others = of(group => group !== undefined && group !== INPUTS_GROUP)
  return {
    head: headRows(given),
    joins: [],
    foot:
      given.ports === null
        ? []
        : [
            ...(always.length === 0 ? [] : section(given, 'outputs', 'Outputs', always)),
            ...section(given, `group:${INPUTS_GROUP}`, INPUTS_GROUP, own),
            ...grouped(given, others, rows)
          ]
  }
}
