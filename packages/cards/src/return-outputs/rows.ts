import { dynamicPortId, type InputPort } from '@hookwright/engine'
import type { Bindings, OutputGroup } from '@hookwright/model'
import { inputRowOf, lostInputRows, messageRows } from '../view/input-rows.ts'
import { measures } from '../view/measures.ts'
import { outputRows } from '../view/output-rows.ts'
import type { PartRow, Row } from '../view/row.ts'
import { groupKey, type RowsInput, section } from '../view/rows-input.ts'
import type { CardRows } from '../view/rows-of.ts'
import { readOutputs } from './read-config.ts'
import { CURSOR, LIST } from './records.ts'

/** Components for the parts that only the Return Outputs card has. */
interface OutputsParts {
  /** Part shown in place of the outputs while there are none. */
  NoOutputs: PartRow['Part']
  /** Part for the Run mode switch, and for suggestions that are applied with one click. */
  RunMode: PartRow['Part']
}

/**
 * Formats the mappings of an output group, such as “2 of 3 mapped”, or “3 fields” if all are mapped. In a
 * run, an output without a mapping is null.
 */
const counted = ({ id, fields, dynamic }: OutputGroup, inputs: Bindings): string => {
  if (dynamic !== undefined)
    return Object.hasOwn(inputs, dynamicPortId(id)) ? 'dynamic' : 'dynamic, not mapped'
  const fed = fields.filter(({ id }) => Object.hasOwn(inputs, id)).length
  if (fed < fields.length) return `${fed} of ${fields.length} mapped`
  return fed === 1 ? '1 field' : `${fed} fields`
}

/** Rows of a group: its name and an input for each output. */
const groupRows = (params: RowsInput, group: OutputGroup, ports: InputPort[]): Row[] => {
  const ids = new Set([...group.fields.map(field => field.id), dynamicPortId(group.id)])
  const rows = ports
    .filter(port => ids.has(port.id))
    .map((port): Row => {
      const row = inputRowOf(params, port)
      // Of many outputs more are seen at a time.
      return row.kind === 'input' ? { ...row, lines: 1, inline: true } : row
    })
  const aside = counted(group, params.card.inputs)
  return section(params, groupKey(group.id), group.name, rows, { under: true, aside })
}

/**
 * Returns true if the row for Run mode is shown. In an action without Run mode it only suggests mappings, so
 * it is hidden when no output needs one.
 */
const showsRunMode = ({ startKind, card }: RowsInput): boolean => {
  const { groups, runMode } = readOutputs(card.config)
  return (
    startKind !== 'action' ||
    runMode ||
    groups.some(({ fields }) => fields.some(({ id }) => !Object.hasOwn(card.inputs, id)))
  )
}

/** Rows in Run mode: the returned list, and the record from which the outputs are mapped. */
const recordRows = (params: RowsInput): Row[] => {
  const { inputs = [], inner = [] } = params.ports ?? {}
  return [
    ...inputs.filter(port => port.id === LIST || port.id === CURSOR).map(port => inputRowOf(params, port)),
    ...inner.flatMap(port => outputRows(params, port, 'outputs'))
  ]
}

/**
 * Returns the rows of a Return Outputs card: an input for each output, in groups. The outputs are edited in a
 * dialog. Mapping problems are shown at the input.
 */
export const returnOutputsRows = (params: RowsInput, parts: OutputsParts): CardRows => {
  const { groups } = readOutputs(params.card.config)
  const inputs = params.ports?.inputs ?? []
  const runMode: Row[] = showsRunMode(params)
    ? [{ kind: 'part', key: 'run-mode', height: measures.add, Part: parts.RunMode }]
    : []
  const height = 2 * measures.line + (runMode.length === 0 ? 0 : measures.pad)
  const none: Row[] =
    groups.length > 0 ? [] : [{ kind: 'part', key: 'no-outputs', height, Part: parts.NoOutputs }]
  const outputs: Row[] = [
    ...none,
    ...recordRows(params),
    ...groups.flatMap(group => groupRows(params, group, inputs)),
    ...runMode
  ]
  return {
    head: [
      ...messageRows(params).map(
        (row): Row => (row.kind === 'message' ? { ...row, dialog: 'outputs' } : row)
      ),
      ...section(params, 'outputs', 'Outputs', outputs, {
        action: { label: groups.length === 0 ? 'Add Outputs' : 'Edit', dialog: 'outputs' }
      }),
      ...lostInputRows(params)
    ],
    joins: [],
    foot: []
  }
}
