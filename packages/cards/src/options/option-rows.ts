import { isOptionPort, optionOfPort, readOptions } from '../kernel/option-ports.ts'
import { measures } from '../view/measures.ts'
import { outputRows } from '../view/output-rows.ts'
import type { PartRow, Row } from '../view/row.ts'
import type { RowsInput } from '../view/rows-input.ts'

/** Height of an option's control with its margin below, in pixels. */
export const OPTION_CONTROL = measures.control + measures.fieldGap

/** Maximum length, in characters, of an option's name that leaves room for the control next to it. */
const SHORT = 10

/** Prefix of the key of a control that is next to the name of its option. */
const BESIDE = 'beside '

/**
 * Parses the key of a control's row. Returns the output of the control's option; `isBeside` is true if the
 * control is next to the option's name.
 */
export const placeOfControl = (key: string): { port: string; isBeside: boolean } =>
  key.startsWith(BESIDE) ? { port: key.slice(BESIDE.length), isBeside: true } : { port: key, isBeside: false }

/**
 * Returns the rows for the options of a start card, each with a pill and a control. A pill with a short name
 * is next to its control; a pill with a long name, parts or a value is above it.
 */
export const optionRows = (params: RowsInput, Part: PartRow['Part']): Row[] => {
  const required = new Set(readOptions(params.card).flatMap(({ id, required: is }) => (is ? [id] : [])))
  const pills = (params.ports?.outputs ?? []).filter(port => isOptionPort(port.id))
  return pills.flatMap((port): Row[] => {
    const rows = outputRows(params, port, 'outputs')
    const [row] = rows
    const isBeside = row?.kind === 'output' && row.tree === null && !row.valued && port.label.length <= SHORT
    return [
      ...rows.map(
        (row): Row =>
          row.kind === 'output' && required.has(optionOfPort(port.id)) ? { ...row, required: true } : row
      ),
      isBeside
        ? { kind: 'part', key: `${BESIDE}${port.id}`, height: OPTION_CONTROL - measures.pill, Part }
        : { kind: 'part', key: port.id, height: OPTION_CONTROL, Part }
    ]
  })
}
