import { type CardProblem, outputPortsOf } from '@hookwright/engine'
import { type FlowSignature, shownFlowName, type ValueType } from '@hookwright/model'

/** Returns the type of a helper flow's only output. `null` if it has none or several. */
export const typeOfOneOutput = (flow: FlowSignature | undefined): ValueType | null => {
  const [port, other] = outputPortsOf(flow?.outputs ?? [])
  return port === undefined || other !== undefined ? null : port.type
}

/** Returns the value of a helper flow's only output; null for none. */
export const valueOfOneOutput = (returned: Record<string, unknown>): unknown =>
  Object.values(returned)[0] ?? null

/** Returns the problems of a helper flow that must return exactly one value. */
export const checkOneOutput = (flow: FlowSignature): CardProblem[] =>
  typeOfOneOutput(flow) === null
    ? [
        {
          message: `The helper flow “${shownFlowName(flow.name)}” must return exactly one value. Change the fields of its Return card.`
        }
      ]
    : []
