import {
  type CallOutcome,
  type CardDocs,
  type CardExecutor,
  type CardGroup,
  type CardProblem,
  type CardShape,
  type CardSpec,
  defineCard,
  type InputPort,
  type ItemCalls,
  type OutputPort,
  outputPortsOf,
  ports,
  type Setting
} from '@hookwright/engine'
import {
  anyList,
  anyValue,
  Fault,
  type FieldId,
  type FlowSignature,
  listOf,
  MOST_AT_ONCE,
  MOST_STEPS,
  MOST_WAITS,
  one,
  shownFlowName
} from '@hookwright/model'
import { z } from 'zod'
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

/** The sentence about items at once in the help of cards that have the setting. */
export const atOnceHelp = `Set “Concurrency” to run up to ${MOST_AT_ONCE} items at the same time, in batches of that size.`

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

/** The values that `listsOfOutputs` lists, from how the helper flow ended each time; null where it stopped early. */
export const listValues = (gives: FieldId[], ended: CallOutcome[]): Record<string, unknown> =>
  Object.fromEntries(
    gives.map(id => [id, ended.map(end => (end.kind === 'outputs' ? (end.outputs[id] ?? null) : null))])
  )

/** Calls of a helper flow for the items of a list. */
export const itemCalls = (
  items: unknown[],
  atOnce: number,
  slots: (inner: Record<string, unknown>) => Record<string, unknown>
): ItemCalls => ({
  count: items.length,
  atOnce,
  given: index => withItemIndex(index, () => slots({ item: items[index], index }))
})

/** The config of a card that may run its helper flow for several items at the same time. */
export const EachConfig = CallConfig.extend({
  atOnce: z
    .int('The number of items at once must be a whole number. Enter another one.')
    .min(1, 'At least 1 item runs at once. Enter a number from 1 to 200.')
    .max(MOST_AT_ONCE, 'At most 200 items run at once. Enter a number from 1 to 200.')
    .default(1)
})
export type EachConfig = z.infer<typeof EachConfig>

/** The setting of such a card; the key is a key of its config. */
const concurrencySetting = {
  kind: 'number',
  key: 'atOnce',
  label: 'Concurrency',
  min: 1,
  max: MOST_AT_ONCE,
  unit: 'items'
} satisfies Setting

/**
 * Parts of a card that runs a helper flow several times: for each item of a list or key of an object, or a number of
 * times.
 */
interface EachCard<Config extends CallConfig> {
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
  /** False for a card that ignores errors itself. */
  handlesErrors?: boolean
  docs: CardDocs
  execute: CardExecutor<Config>
}

/** A card that runs a helper flow for one item after the other. */
export const sequentialCard = (given: EachCard<CallConfig>): CardSpec =>
  loopCard({
    ...given,
    config: CallConfig,
    blank: () => ({ config: { flowId: null } }),
    settings: [calledFlowSetting]
  })

/** A card that runs a helper flow for each item, several of them at the same time if wanted. */
export const eachCard = (given: EachCard<EachConfig>): CardSpec =>
  loopCard({
    ...given,
    config: EachConfig,
    blank: () => ({ config: { flowId: null, atOnce: 1 } }),
    settings: [calledFlowSetting, concurrencySetting]
  })

const loopCard = <Config extends CallConfig>(
  given: EachCard<Config> & Pick<CardShape<Config>, 'config' | 'blank' | 'settings'>
): CardSpec => {
  const { over, inputs = [], outputs, check, ...card } = given
  const loop = loops[over]
  const inner = [...loop.inner, ...(given.inner ?? [])]
  const sees = inner.map(port => port.id)
  return defineCard<Config>({
    ...card,
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
    calls: callsOf,
    handlesErrors: given.handlesErrors ?? true
  })
}
