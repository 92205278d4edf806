import { isOptionPort, optionOfPort, readOptions } from '../kernel/option-ports.ts'
import { measures } from '../view/measures.ts'
import { outputRows } from '../view/output-rows.ts'
import type { PartRow, Row } from '../view/row.ts'
import type { RowsInput } from '../view/rows-input.ts'

/** Height of an option's control with its margin below, in pixels. */
export const OPTION_CONTROL = measures.control + measures.fieldGap

/** Returns the options of a start card, each as a pill above its control. */
export const optionRows = (params: RowsInput, Part: PartRow['Part']): Row[] => {
  const required = new Set(readOptions(params.card).flatMap(({ id, required: is }) => (is ? [id] : [])))
  const pills = (params.ports?.outputs ?? []).filter(port => isOptionPort(port.id))
  return pills.flatMap(port => [
    ...outputRows(params, port, 'outputs').map(
      (row): Row =>
        row.kind === 'output' && required.has(optionOfPort(port.id)) ? { ...row, required: true } : row
    ),
    { kind: 'part', key: port.id, height: OPTION_CONTROL, Part }
  ])
}
