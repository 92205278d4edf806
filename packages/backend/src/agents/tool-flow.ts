import { type ActionSignature, type ActionUse, deployedKeyOf, type Specs } from '@hookwright/engine'
import {
  type Bindings,
  type Card,
  type Field,
  type Flow,
  type Id,
  inputSchemaOf,
  literal,
  type McpTool,
  outputSchemaOf,
  pill,
  shownFlowName,
  steeringOptionsOf,
  type ToolArgument,
  type ToolOutput,
  toolArgumentsOf,
  toolOutputsOf
} from '@hookwright/model'
import type { DeployedAction } from '../read-models/actions.ts'
import type { LoadedRevision } from '../revisions/loaded-revisions.ts'
import { type FixedValue, type FixedValues, fieldsOf, fixedValuesIn } from './fixed-values.ts'

/** Ids of the cards of a tool's flow. */
const START = 'start'
export const ACTION_CARD = 'action'

const asInput = ({ key, field, label }: ToolArgument): Field => ({
  id: key,
  label,
  fieldType: 'text-field',
  dataType: field.dataType,
  required: field.required
})

/**
 * Returns the flow of a tool. Its action card takes its values from the inputs of the start card, one for
 * each argument. `fixed` contains values that calls cannot change; null leaves a field empty.
 */
export const toolFlowOf = (
  { connectorId, versionId, actionFlowId, signature }: DeployedAction,
  { connectionId, fixed }: { connectionId: Id | null; fixed: FixedValues }
): Flow => {
  const args = toolArgumentsOf(signature, new Set(Object.keys(fixed)))
  const steering = steeringOptionsOf(signature)
  const initial = signature.options.flatMap(({ id, initial }) =>
    steering.has(id) && initial !== undefined ? [[id, initial]] : []
  )
  const values: FixedValues = { ...Object.fromEntries(initial), ...fixed }
  const inputs: Bindings = {
    ...Object.fromEntries(
      Object.entries(values).flatMap(([id, value]) => (value === null ? [] : [[id, literal(value)]]))
    ),
    ...Object.fromEntries(args.map(({ key, field }) => [field.id, pill(START, key)]))
  }
  const start: Card = {
    id: START,
    type: 'manual-start',
    config: { inputs: args.map(asInput), shared: false, atOnce: 'any' },
    inputs: {}
  }
  const action: Card = {
    id: ACTION_CARD,
    type: 'connector-action',
    ...(signature.name !== null && signature.name !== '' && { title: signature.name }),
    config: { connectorId, actionFlowId, versionId, connectionId },
    inputs
  }
  return { schemaVersion: 1, strip: [START, ACTION_CARD], cards: { [START]: start, [ACTION_CARD]: action } }
}

/** Signature and result of a tool, derived from its active flow. */
export interface ToolShape {
  use: ActionUse
  /** Loaded revision with the version of the action. */
  version: LoadedRevision
  signature: ActionSignature
  args: ToolArgument[]
  /** Fixed values of the action, which calls cannot change. */
  fixed: FixedValue[]
  outputs: ToolOutput[]
  /** Id of the card whose outputs are the result. */
  resultCard: string
  /** Ids of the connectors of all actions in the flow. */
  connectorIds: Id[]
}

/**
 * Returns the shape of a tool from its live revision, since a member may have edited the flow. The arguments
 * are the inputs of the start card. An argument that fills an input of the action has the rules of that
 * input. Returns null for a flow without a start card with inputs, or without an action at its end.
 */
export const toolShapeOf = (
  { revision, actionVersions }: Pick<LoadedRevision, 'revision' | 'actionVersions'>,
  specs: Specs
): ToolShape | null => {
  const doc = revision?.flow.doc
  const [startId, ...rest] = doc?.strip ?? []
  const lastId = rest.at(-1)
  const start = startId === undefined ? undefined : doc?.cards[startId]
  const last = lastId === undefined ? undefined : doc?.cards[lastId]
  const manual = start && specs.get(start.type)?.manual(start.config)
  const use = last && specs.get(last.type)?.acts(last.config)
  if (start === undefined || last === undefined || !manual || !use) return null
  const version = actionVersions.get(use.versionId)
  const signature = version?.actions.get(deployedKeyOf(use.versionId, use.actionFlowId))
  if (version === undefined || signature === undefined) return null
  const fields = fieldsOf(signature)
  const args = manual.inputs.map(input => {
    const filled = fields.find(({ id }) => {
      const binding = last.inputs[id]
      return binding?.kind === 'pill' && binding.card === start.id && binding.field === input.id
    })
    const field = filled === undefined ? input : { ...filled, required: filled.required || input.required }
    return { key: input.id, field, label: input.label }
  })
  const connectorIds = [...actionVersions.values()].map(({ version: { connectorId } }) => connectorId)
  return {
    use,
    version,
    signature,
    args,
    fixed: fixedValuesIn(last.inputs, signature),
    outputs: toolOutputsOf(signature),
    resultCard: last.id,
    connectorIds
  }
}

/** Quotes a text. Quotation marks inside are replaced, so that the text cannot end the quotation. */
const quoted = (text: string): string => `“${text.replaceAll(/[“”]/g, '"')}”`

/** Returns a tool in MCP format. Texts of its maker are quoted. */
export const mcpToolOf = (
  { name, connectionName, asksFirst }: { name: string; connectionName: string | null; asksFirst: boolean },
  { signature, version, use, args, outputs }: ToolShape
): McpTool => {
  const { effect } = signature
  const action = shownFlowName(signature.name)
  const written = version.snapshot.flows.find(({ id }) => id === use.actionFlowId)?.description ?? ''
  const description = [
    `Runs the action ${quoted(action)} of the connector ${quoted(signature.connectorName)}`,
    connectionName === null ? '.' : ` with the connection ${quoted(connectionName)}.`,
    written.trim() === ''
      ? ''
      : ` Description by the author of the connector: ${quoted(written.trim().slice(0, 2_000))}`,
    asksFirst ? ' Each call waits until a person approves it.' : ''
  ]
  return {
    name,
    title: `${signature.connectorName}: ${action}`,
    description: description.join(''),
    inputSchema: inputSchemaOf(args),
    outputSchema: outputSchemaOf(outputs),
    annotations: {
      readOnlyHint: effect === 'reads',
      destructiveHint: effect !== 'reads' && effect !== 'adds',
      openWorldHint: true
    }
  }
}
