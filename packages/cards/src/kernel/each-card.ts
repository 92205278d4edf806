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
import {
  anyList,
  anyValue,
  Fault,
  type FieldId,
  type FlowSignature,
  MOST_STEPS,
  MOST_WAITS,
  one
} from '@hookwright/model'
import {
  CallConfig,
  calledFlow,
  calledFlowSetting,
  callsOf,
  checkCalledFlow,
  helperInputPorts
} from './called-flow.ts'

const isTypeFault = (thrown: unknown): thrown is Fault =>
  thrown instanceof Fault && (thrown.code === 'card.input-type' || thrown.code === 'card.output-type')

/** Returns the result of `read`; a conversion error names the number of the item, counted from 1. */
export const withItemIndex = <Value>(index: number, read: () => Value): Value => {
  try {
    return read()
  } catch (thrown) {
    if (!isTypeFault(thrown)) throw thrown
    const place = `${thrown.details.place} in item ${index + 1}`
    throw new Fault(thrown.code, { ...thrown.details, place })
  }
}

/*
 * The own inputs of cards that run a helper flow again and again have a dot in their ids, which no input of a helper
 * flow has, so that the two are never mixed up.
 */

/** The input that takes the list whose items are gone through. */
export const LIST: FieldId = 'each.list'

/** The input that says how many times a flow is run. */
export const TIMES: FieldId = 'each.times'

/** The sentences about the limits of steps and waits in the help of cards that run a flow many times. */
export const stepLimitHelp = `A run that takes more than ${MOST_STEPS.toLocaleString('en')} steps (one for each card in each turn), or waits more than ${MOST_WAITS.toLocaleString('en')} times, is put on hold; you can resume it.`

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
      const handed = helperInputPorts(flow).map(port => ({ ...port, sees, group: 'Helper flow' }))
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
