import { isOptionPort } from '../kernel/option-ports.ts'
import { optionRows } from '../options/option-rows.ts'
import { footRows } from '../view/output-rows.ts'
import type { PartRow, Row } from '../view/row.ts'
import { type RowsInput, section } from '../view/rows-input.ts'
import type { CardRows } from '../view/rows-of.ts'

/**
 * Returns the rows of a Polling Monitor card for its maker: the options as users see them, and the outputs.
 */
export const pollingMonitorRows = (params: RowsInput, Option: PartRow['Part']): CardRows => {
  const { ports, problems } = params
  const options = optionRows(params, Option)
  const messages = problems.map((problem): Row => ({ kind: 'message', problem, dialog: 'options' }))
  const rest =
    ports === null
      ? null
      : { ...ports, outputs: ports.outputs.filter(port => !isOptionPort(port.id)), inner: [] }
  return {
    head: section(params, 'options', 'Options', [...options, ...messages], {
      action: { label: options.length === 0 ? 'Add Options' : 'Edit', dialog: 'options' }
    }),
    joins: [],
    foot: footRows({ ...params, ports: rest })
  }
}
