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
  calledFlowIdsOf,
  calledFlowSetting,
  checkCalledFlow,
  helperInputPorts
} from './called-flow.ts'

const isTypeFault = (thrown: unknown): thrown is Fault =>
  thrown instanceof Fault && (thrown.code === 'card.input-type' || thrown.code === 'card.output-type')

/**
 * Calls `read` for an item of a list. If it throws a conversion error, adds the item's number, counted from
 * 1, to the error.
 */
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

/** Id of the input for the list to iterate over. */
export const LIST: FieldId = 'each.list'

/** Id of the input for the object to iterate over by key. */
export const OBJECT: FieldId = 'each.object'

/** Id of the input for the number of runs. */
export const TIMES: FieldId = 'each.times'

/** Help sentence about concurrency, for cards with the setting. */
export const atOnceHelp = `Set “Concurrency” to run up to ${MOST_AT_ONCE} items at the same time, in batches of that size.`

/** Help sentences about step and wait limits, for cards that run a flow repeatedly. */
export const stepLimitHelp = `A run that takes more than ${MOST_STEPS.toLocaleString('en')} steps (one for each card in each run of the helper flow), or waits more than ${MOST_WAITS.toLocaleString('en')} times, is put on hold; you can resume it.`

/** Help sentences about the step limit, shown at the input that determines the number of runs. */
const turnsHelp = `A run is put on hold after ${MOST_STEPS.toLocaleString('en')} steps. Each card counts as one step in each run of the helper flow.`

const indexPort: OutputPort = { id: 'index', label: 'Index', type: one('number') }

/** Kinds of iteration, each with its input and the values available in each run. */
const loops = {
  items: {
    input: { id: LIST, label: 'List', type: anyList, required: true, mayBeNull: true, help: turnsHelp },
    inner: [{ id: 'item', label: 'Item', type: anyValue }, indexPort]
  },
  keys: {
    input: {
      id: OBJECT,
      label: 'Object',
      type: one('object'),
      required: true,
      mayBeNull: true,
      help: turnsHelp
    },
    inner: [
      { id: 'key', label: 'Key', type: one('text') },
      { id: 'value', label: 'Value', type: anyValue },
      indexPort
    ]
  },
  times: {
    input: { id: TIMES, label: 'Times', type: one('number'), required: true, help: turnsHelp },
    inner: [indexPort]
  }
} satisfies Record<string, { input: InputPort; inner: OutputPort[] }>

/**
 * Returns the outputs of a helper flow as lists with one value per run. Omits outputs that are lists, because
 * lists of lists are not a data type.
 */
export const listsOfOutputs = (flow: FlowSignature | undefined): OutputPort[] =>
  outputPortsOf(flow?.outputs ?? []).flatMap(port =>
    port.type.kind === 'any' || port.type.list ? [] : [{ ...port, type: listOf(port.type.kind) }]
  )

/** Returns the problem of a helper flow without any output that `listsOfOutputs` can list. */
export const checkListsOfOutputs = (flow: FlowSignature): CardProblem[] =>
  listsOfOutputs(flow).length > 0
    ? []
    : [
        {
          message: `The helper flow “${shownFlowName(flow.name)}” returns no value, so there is nothing to list. Let the helper flow return a value for each item.`
        }
      ]

/**
 * Converts the results of all runs to the outputs of `listsOfOutputs`, one list per output. A run that
 * stopped early adds `null`.
 */
export const listValues = (gives: FieldId[], ended: CallOutcome[]): Record<string, unknown> =>
  Object.fromEntries(
    gives.map(id => [id, ended.map(end => (end.kind === 'outputs' ? (end.outputs[id] ?? null) : null))])
  )

/** Returns the calls of a helper flow for the items of a list, one call per item. */
export const itemCalls = (
  items: unknown[],
  atOnce: number,
  slots: (inner: Record<string, unknown>) => Record<string, unknown>
): ItemCalls => ({
  count: items.length,
  atOnce,
  given: index => withItemIndex(index, () => slots({ item: items[index], index }))
})

/** Config of a card that can run its helper flow for several items at the same time. */
export const EachConfig = CallConfig.extend({
  atOnce: z
    .int('The concurrency must be a whole number. Enter a number from 1 to 200.')
    .min(1, 'The concurrency must be at least 1. Enter a number from 1 to 200.')
    .max(MOST_AT_ONCE, 'The concurrency must be at most 200. Enter a number from 1 to 200.')
    .default(1)
})
export type EachConfig = z.infer<typeof EachConfig>

/** Setting for concurrency. Its value is stored in the card's config under `key`. */
const concurrencySetting = {
  kind: 'number',
  key: 'atOnce',
  label: 'Concurrency',
  min: 1,
  max: MOST_AT_ONCE,
  unit: 'items'
} satisfies Setting

/**
 * Definition of a card that runs a helper flow several times: per item of a list, per key of an object, or a
 * number of times.
 */
interface EachCard<Config extends CallConfig> {
  type: string
  title: string
  group: CardGroup
  over: keyof typeof loops
  /** Additional inputs of the card. */
  inputs?: InputPort[]
  inner?: OutputPort[]
  outputs?: (flow: FlowSignature | undefined) => OutputPort[]
  /** Returns the problems of the chosen helper flow. */
  check?: (flow: FlowSignature) => CardProblem[]
  /** False for a card that handles errors itself, so it has no error policy. */
  handlesErrors?: boolean
  docs: CardDocs
  execute: CardExecutor<Config>
}

/** Returns a card that runs a helper flow for one item at a time. */
export const sequentialCard = (params: EachCard<CallConfig>): CardSpec =>
  loopCard({
    ...params,
    config: CallConfig,
    blank: () => ({ config: { flowId: null } }),
    settings: [calledFlowSetting]
  })

/** Returns a card that runs a helper flow for each item, optionally several at the same time. */
export const eachCard = (params: EachCard<EachConfig>): CardSpec =>
  loopCard({
    ...params,
    config: EachConfig,
    blank: () => ({ config: { flowId: null, atOnce: 1 } }),
    settings: [calledFlowSetting, concurrencySetting]
  })

const loopCard = <Config extends CallConfig>(
  params: EachCard<Config> & Pick<CardShape<Config>, 'config' | 'blank' | 'settings'>
): CardSpec => {
  const { over, inputs = [], outputs, check, ...card } = params
  const loop = loops[over]
  const inner = [...loop.inner, ...(params.inner ?? [])]
  const sees = inner.map(port => port.id)
  return defineCard<Config>({
    ...card,
    ports: (config, catalog) => {
      const flow = calledFlow(config, catalog)
      const handed = helperInputPorts(flow).map(port => ({ ...port, sees, group: 'Helper flow' }))
      return ports({
        inputs: [loop.input, ...inputs, ...handed],
        inner,
        outputs: outputs?.(flow) ?? []
      })
    },
    check: (config, _card, catalog) => {
      const problems = checkCalledFlow(config, catalog)
      const flow = calledFlow(config, catalog)
      return flow === undefined || problems.length > 0 ? problems : (check?.(flow) ?? [])
    },
    calls: calledFlowIdsOf,
    handlesErrors: params.handlesErrors ?? true
  })
}
