import {
  type CardDocs,
  type CardExecutor,
  type CardGroup,
  type CardProblem,
  type CardSpec,
  defineCard,
  type InputPort,
  type OutputPort,
  outputPortsOf,
  ports
} from '@hookwright/engine'
import {
  anyList,
  anyValue,
  Fault,
  type FieldId,
  type FlowSignature,
  listOf,
  MOST_STEPS,
  MOST_WAITS,
  one,
  shownFlowName
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

/** The input that takes the object whose keys are gone through. */
export const OBJECT: FieldId = 'each.object'

/** The input that says how many times a flow is run. */
export const TIMES: FieldId = 'each.times'

/** The sentences about the limits of steps and waits in the help of cards that run a flow many times. */
export const stepLimitHelp = `A run that takes more than ${MOST_STEPS.toLocaleString('en')} steps (one for each card in each turn), or waits more than ${MOST_WAITS.toLocaleString('en')} times, is put on hold; you can resume it.`

const indexPort: OutputPort = { id: 'index', label: 'Index', type: one('number') }

/** The input that says what a card goes through, and the values that it offers to its own slots each time. */
const loops = {
  items: {
    input: { id: LIST, label: 'List', type: anyList, required: true, mayBeNull: true },
    inner: [{ id: 'item', label: 'Item', type: anyValue }, indexPort]
  },
  keys: {
    input: { id: OBJECT, label: 'Object', type: one('object'), required: true, mayBeNull: true },
    inner: [
      { id: 'key', label: 'Key', type: one('text') },
      { id: 'value', label: 'Value', type: anyValue },
      indexPort
    ]
  },
  times: {
    input: { id: TIMES, label: 'Times', type: one('number'), required: true },
    inner: [indexPort]
  }
} satisfies Record<string, { input: InputPort; inner: OutputPort[] }>

/**
 * The outputs of a helper flow as lists, one value for each time that it runs; an output that is a list is left out, since
 * a list of lists is no data type.
 */
export const listsOfOutputs = (flow: FlowSignature | undefined): OutputPort[] =>
  outputPortsOf(flow?.outputs ?? []).flatMap(port =>
    port.type.kind === 'any' || port.type.list ? [] : [{ ...port, type: listOf(port.type.kind) }]
  )

/** Problems of a helper flow of which `listsOfOutputs` lists nothing. */
export const checkListsOfOutputs = (flow: FlowSignature): CardProblem[] =>
  listsOfOutputs(flow).length > 0
    ? []
    : [
        {
          message: `The helper flow “${shownFlowName(flow.name)}” returns no value, so there is nothing to list. Let it return one for each item.`
        }
      ]

/** The values that `listsOfOutputs` lists, from what the helper flow returned each time. */
export const listValues = (gives: FieldId[], returned: Record<string, unknown>[]): Record<string, unknown> =>
  Object.fromEntries(gives.map(id => [id, returned.map(values => values[id] ?? null)]))

/** A card that runs a helper flow several times: for each item of a list or key of an object, or so many times. */
export const eachCard = (given: {
  type: string
  title: string
  group: CardGroup
  over: keyof typeof loops
  /** Further inputs of the card itself, and further values for its slots. */
  inputs?: InputPort[]
  inner?: OutputPort[]
  outputs?: (flow: FlowSignature | undefined) => OutputPort[]
  /** Returns the problems of the chosen helper flow. */
  check?: (flow: FlowSignature) => CardProblem[]
  docs: CardDocs
  execute: CardExecutor<CallConfig>
}): CardSpec => {
  const { over, inputs = [], outputs, check, ...card } = given
  const loop = loops[over]
  const inner = [...loop.inner, ...(given.inner ?? [])]
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
        inputs: [loop.input, ...inputs, ...handed],
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
