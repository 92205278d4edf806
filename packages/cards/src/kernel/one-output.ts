import { type CardProblem, outputPortsOf } from '@hookwright/engine'
import { type FlowSignature, shownFlowName, type ValueType } from '@hookwright/model'

/** The type of the only output of a helper flow; null where it has none, or several. */
export const typeOfOneOutput = (flow: FlowSignature | undefined): ValueType | null => {
  const [port, other] = outputPortsOf(flow?.outputs ?? [])
  return port === undefined || other !== undefined ? null : port.type
}

/** The value of the only output of a helper flow that has run; null where it has none. */
export const valueOfOneOutput = (returned: Record<string, unknown>): unknown =>
  Object.values(returned)[0] ?? null

/** Problems of a helper flow that has to return exactly one value. */
export const checkOneOutput = (flow: FlowSignature): CardProblem[] =>
  typeOfOneOutput(flow) === null
    ? [
        {
          message: `The helper flow “${shownFlowName(flow.name)}” must return exactly one value. Change the fields of its Return card.`
        }
      ]
    : []
