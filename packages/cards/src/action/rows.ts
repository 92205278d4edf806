import { dynamicPortId, type OutputPort } from '@hookwright/engine'
import type { FieldId, InputGroup, Problem } from '@hookwright/model'
import { extensiblePortId, SELECTED_OUTPUTS } from '../kernel/action-ports.ts'
import { readInputGroups } from '../kernel/input-groups.ts'
import { isOptionPort } from '../kernel/option-ports.ts'
import { optionRows } from '../options/option-rows.ts'
import { measures } from '../view/measures.ts'
import { footRows, outputRows } from '../view/output-rows.ts'
import type { PartRow, Row } from '../view/row.ts'
import { type RowsInput, section } from '../view/rows-input.ts'
import type { CardRows } from '../view/rows-of.ts'

/** Components that only this card type uses. */
interface ActionParts {
  /** Option as users see it. The part's key is the option's key. */
  Option: PartRow['Part']
  /** Placeholder shown while there are no inputs. */
  NoInputs: PartRow['Part']
}

/**
 * Adds a type name to the row of an input or option, and a marker if it is required. Other rows stay
 * unchanged.
 */
const described = (row: Row, isRequired = false): Row =>
  row.kind === 'output' && row.depth === 0
    ? { ...row, typed: true, ...(isRequired && { required: true as const }) }
    : row

const messages = (problems: Problem[], dialog: string): Row[] =>
  problems.map(problem => ({ kind: 'message', problem, dialog }))

const isOfOption = ({ field }: Problem): boolean => field !== undefined && isOptionPort(field)

/** Returns the ids of this card's outputs for a group: its inputs, added fields and dynamic fields. */
const portIdsOf = ({ id, fields }: InputGroup): FieldId[] => [
  ...fields.map(field => field.id),
  extensiblePortId(id),
  dynamicPortId(id)
]

/** Formats the number of inputs of a group, such as “2 fields, extensible”. */
const counted = ({ fields, extensible, dynamic }: InputGroup): string => {
  if (dynamic !== undefined) return 'dynamic'
  const count = fields.length === 1 ? '1 field' : `${fields.length} fields`
  return extensible ? `${count}, extensible` : count
}

/** Returns the rows of a group: its name, and a pill for each input with its problems. */
const groupRows = (params: RowsInput, group: InputGroup, outputs: OutputPort[]): Row[] => {
  const ids = portIdsOf(group)
  const required = new Set(group.fields.flatMap(field => (field.required ? [field.id] : [])))
  const rows = outputs
    .filter(port => ids.includes(port.id))
    .flatMap((port): Row[] => [
      ...outputRows(params, port, 'outputs').map(row => described(row, required.has(port.id))),
      ...messages(
        params.problems.filter(({ field }) => field === port.id),
        'inputs'
      )
    ])
  return section(params, `inputs:${group.id}`, group.name, rows, { under: true, aside: counted(group) })
}

/** Height of the placeholder on a card without inputs: two lines. */
export const NO_INPUTS_HEIGHT = 2 * measures.line + measures.pad

/**
 * Returns the rows of a Connector Action card for its maker. Options appear as users see them, inputs as
 * pills in groups. Both are edited in dialogs.
 */
export const actionRows = (params: RowsInput, parts: ActionParts): CardRows => {
  const { ports, problems } = params
  const outputs = ports?.outputs ?? []
  const groups = readInputGroups(params.card.config)
  const ofInputs = new Set(groups.flatMap(portIdsOf))
  const isOfInput = ({ field }: Problem): boolean => field !== undefined && ofInputs.has(field)
  const options = optionRows(params, parts.Option)
  const none: Row[] =
    groups.length > 0
      ? []
      : [{ kind: 'part', key: 'no-inputs', height: NO_INPUTS_HEIGHT, Part: parts.NoInputs }]
  const selected = outputs
    .filter(port => port.id === SELECTED_OUTPUTS)
    .flatMap(port => outputRows(params, port, 'outputs').map(row => described(row)))
  const rest =
    ports === null
      ? null
      : {
          ...ports,
          outputs: outputs.filter(
            ({ id }) => !isOptionPort(id) && !ofInputs.has(id) && id !== SELECTED_OUTPUTS
          )
        }
  return {
    head: [
      ...messages(
        problems.filter(problem => !isOfOption(problem) && !isOfInput(problem)),
        'inputs'
      ),
      ...section(
        params,
        'options',
        'Options',
        [...options, ...messages(problems.filter(isOfOption), 'options')],
        { action: { label: options.length === 0 ? 'Add Options' : 'Edit', dialog: 'options' } }
      ),
      ...section(
        params,
        'inputs',
        'Inputs',
        [...none, ...groups.flatMap(group => groupRows(params, group, outputs)), ...selected],
        { action: { label: groups.length === 0 ? 'Add Inputs' : 'Edit', dialog: 'inputs' } }
      )
    ],
    joins: [],
    foot: footRows({ ...params, ports: rest })
  }
}
