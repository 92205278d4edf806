import {
  type AfterFailure,
  coerce,
  ERROR_OUTPUT,
  ERROR_POLICY,
  type ErrorPolicy,
  type FieldId,
  type FlowSignature,
  fitOf,
  type JsonObject,
  nameOfType,
  one,
  outputTypeOf,
  shownFlowName,
  type ValueType
} from '@hookwright/model'
import type { CardProblem } from './card-problem.ts'
import type { Catalog } from './catalog.ts'
import type { OutputPort, Ports } from './ports.ts'

/** Splits the config of a card into its settings and its error policy. */
export const splitConfig = (config: JsonObject): { own: JsonObject; policy: unknown } => {
  if (!Object.hasOwn(config, ERROR_POLICY)) return { own: config, policy: undefined }
  const { [ERROR_POLICY]: policy, ...own } = config
  return { own, policy }
}

/** Returns a problem of an error policy, attached to the field of the policy. */
export const problemOfPolicy = (message: string): CardProblem => ({ field: ERROR_POLICY, message })

/** Returns true if the flow continues after a failure, so that later cards can read the error. */
const goesOn = (after: AfterFailure): boolean =>
  after.kind === 'continue' || (after.kind === 'helper' && after.stops !== true)

/** Adds the Error output of a card whose flow continues after a failure. */
export const withErrorPort = (ports: Ports, policy: ErrorPolicy | null): Ports =>
  policy === null || !goesOn(policy.after)
    ? ports
    : {
        ...ports,
        outputs: [
          ...ports.outputs,
          { id: ERROR_OUTPUT, label: 'Error', type: one('object'), group: 'Error handling' }
        ]
      }

/** Returns the ids of the flows that an error policy runs. */
export const flowsOfPolicy = (policy: ErrorPolicy | null): string[] =>
  policy?.after.kind === 'helper' && policy.after.flowId !== null ? [policy.after.flowId] : []

/** Output of a failed card, with the output of a helper flow that replaces it. Both have the same label. */
export interface MatchedOutput {
  id: FieldId
  label: string
  type: ValueType
  from: FieldId
  fromType: ValueType
}

/**
 * Pairs the outputs of a card with those of the helper flow that runs if the card fails. Outputs with the
 * same label form a pair.
 */
export const matchOutputs = (outputs: OutputPort[], { outputs: groups }: FlowSignature): MatchedOutput[] => {
  const fields = groups.flatMap(group => group.fields)
  return outputs.flatMap(({ id, label, type }) => {
    const field = fields.find(each => each.label === label)
    return field === undefined ? [] : [{ id, label, type, from: field.id, fromType: outputTypeOf(field) }]
  })
}

interface Checked {
  policy: ErrorPolicy
  /** Name of the card, for messages. */
  name: string
  /** Outputs of the card, without the Error output. */
  outputs: OutputPort[]
  catalog: Catalog
}

const checkValues = (values: Record<FieldId, unknown>, { name, outputs }: Checked): CardProblem[] =>
  outputs.flatMap(({ id, label, type }) => {
    const value = coerce(Object.hasOwn(values, id) ? values[id] : null, type)
    return value.ok
      ? []
      : [
          problemOfPolicy(
            `The value for “${label}” after an error of “${name}” must be ${value.wanted}, but it is ${value.found}. Change it.`
          )
        ]
  })

const checkHelper = (flowId: string | null, { name, outputs, catalog }: Checked): CardProblem[] => {
  if (flowId === null)
    return [problemOfPolicy(`Choose the helper flow that runs after an error of “${name}”.`)]
  const flow = catalog.flows.get(flowId)
  // One that is gone is a problem of the card's helper flows.
  if (flow === undefined) return []
  const called = shownFlowName(flow.name)
  if (flow.kind !== 'helper') {
    const message = `The flow “${called}” cannot run after an error because it does not start with Helper Flow. Choose one that does.`
    return [{ ...problemOfPolicy(message), code: 'helper-kind' }]
  }
  return matchOutputs(outputs, flow)
    .filter(({ type, fromType }) => fitOf(fromType, type) === 'refused')
    .map(({ label, type, fromType }) =>
      problemOfPolicy(
        `The helper flow “${called}” returns “${label}” as ${nameOfType(fromType)}, but “${name}” returns ${nameOfType(type)}. Change the type in the helper flow.`
      )
    )
}

/**
 * Returns the problems of a card's error policy. A missing helper flow is not reported here, but with the
 * card's other flows.
 */
export const checkErrorPolicy = (checked: Checked): CardProblem[] => {
  const { retry, after } = checked.policy
  const condition =
    retry?.on.kind === 'named' && retry.on.statuses.length === 0 && !retry.on.noResponse
      ? [problemOfPolicy('The retry has no condition. Enter a status to retry on, or turn on “No response”.')]
      : []
  switch (after.kind) {
    case 'stop':
      return condition
    case 'continue':
      return [...condition, ...checkValues(after.values, checked)]
    case 'helper':
      return [...condition, ...checkHelper(after.flowId, checked)]
  }
}
