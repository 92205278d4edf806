import {
  type CardDocs,
  type CardExecutor,
  type CardGroup,
  type CardProblem,
  type CardSpec,
  defineCard,
  type InputPort,
  type OutputPort,
  ports
} from '@hookwright/engine'
import { anyList, anyValue, type FlowSignature, one } from '@hookwright/model'
import {
  CallConfig,
  calledFlow,
  calledFlowSetting,
  callsOf,
  checkCalledFlow,
  handedPorts
} from './called-flow.ts'
import { LIST, TIMES } from './own-inputs.ts'

/** Ports for the current item and its index, which the card's own slots can use. */
const eachInner: OutputPort[] = [
  { id: 'item', label: 'Item', type: anyValue },
  { id: 'index', label: 'Index', type: one('number') }
]

const listPort: InputPort = { id: LIST, label: 'List', type: anyList, required: true, mayBeNull: true }
const timesPort: InputPort = { id: TIMES, label: 'Times', type: one('number'), required: true }

/** A card that runs a helper flow several times: for each item of a list, or so many times. */
export const eachCard = (given: {
  type: string
  title: string
  group: CardGroup
  over: 'items' | 'times'
  outputs?: (flow: FlowSignature | undefined) => OutputPort[]
  /** Returns the problems of the chosen helper flow. */
  check?: (flow: FlowSignature) => CardProblem[]
  docs: CardDocs
  execute: CardExecutor<CallConfig>
}): CardSpec => {
  const { over, outputs, check, ...card } = given
  const inner = eachInner.filter(port => over === 'items' || port.id === 'index')
  const sees = inner.map(port => port.id)
  return defineCard<CallConfig>({
    ...card,
    config: CallConfig,
    blank: () => ({ config: { flowId: null } }),
    settings: [calledFlowSetting],
    ports: (config, surroundings) => {
      const flow = calledFlow(config, surroundings)
      const handed = handedPorts(flow).map(port => ({ ...port, sees, group: 'Helper flow' }))
      return ports({
        inputs: [over === 'items' ? listPort : timesPort, ...handed],
        inner,
        outputs: outputs?.(flow) ?? []
      })
    },
    check: (config, _card, surroundings) => {
      const problems = checkCalledFlow(config, surroundings)
      const flow = calledFlow(config, surroundings)
      return flow === undefined || problems.length > 0 ? problems : (check?.(flow) ?? [])
    },
    calls: callsOf
  })
}
