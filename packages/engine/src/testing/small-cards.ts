import { anyValue, DAY, Fault, type FieldId, listOf, one } from '@hookwright/model'
import { z } from 'zod'
import { outputs } from '../card/card-context.ts'
import type { ActionSignature } from '../card/catalog.ts'
import { type CardShape, type CardSpec, defineCard } from '../card/define-card.ts'
import { ports } from '../card/ports.ts'

/*
 * A few cards for the engine's own tests, which may know no real one: each has one trait of a card and nothing else.
 * Fields are Any, so that any pill fits, unless a type is the trait.
 */

const anyInput = (id: FieldId) => ({ id, label: `The ${id}`, type: anyValue, required: false })
const anyOutput = (id: FieldId) => ({ id, label: `The ${id}`, type: anyValue })

const small = (
  type: string,
  traits: Partial<CardShape<Record<string, never>>> & Pick<CardShape<Record<string, never>>, 'ports'>
): CardSpec =>
  defineCard({
    type,
    title: `A ${type}`,
    group: 'Text',
    config: z.strictObject({}),
    blank: () => ({ config: {} }),
    ...traits
  })

/** Start card of a helper flow with the inputs `in` and `name` (Text). It outputs both. */
const start = small('start', {
  ports: () => ports({ outputs: [anyOutput('in'), { id: 'name', label: 'Name', type: one('text') }] }),
  starts: {
    kind: 'helper',
    needsReturn: true,
    signature: () => ({ kind: 'helper', inputs: [], options: [] })
  }
})

/** Return card of a helper flow. It returns its input as the result. */
const giveBack = small('return', {
  ports: () => ports({ inputs: [anyInput('value')] }),
  returns: { kinds: ['helper'], signature: () => ({ outputs: [], runMode: false }) },
  execute: ({ inputs }) => ({ kind: 'return', result: { value: inputs.value } })
})

/** Card that returns its input unchanged. */
export const echo = small('echo', {
  ports: () => ports({ inputs: [anyInput('value')], outputs: [anyOutput('out')] }),
  execute: ({ inputs }) => outputs({ out: inputs.value })
})

/** Card that requires a Number and returns it. */
export const number = small('number', {
  ports: () =>
    ports({
      inputs: [{ id: 'n', label: 'Amount', type: one('number'), required: true }],
      outputs: [{ id: 'out', label: 'Amount', type: one('number') }]
    }),
  execute: ({ inputs }) => outputs({ out: inputs.n })
})

/**
 * Card that takes a list of Text and evaluates one of its inputs for each item. That input can use the item
 * as an inner field.
 */
const each = small('each', {
  ports: () =>
    ports({
      inputs: [
        { id: 'list', label: 'List', type: listOf('text'), required: false },
        { id: 'slot', label: 'Slot', type: one('text'), required: false, sees: ['item'] }
      ],
      outputs: [{ id: 'out', label: 'Made', type: listOf('text') }],
      inner: [{ id: 'item', label: 'Item', type: one('text') }]
    }),
  execute: ({ inputs, slot }) => {
    const list = Array.isArray(inputs.list) ? inputs.list : []
    return outputs({ out: list.map(item => slot('slot', { item })) })
  }
})

/** Card that draws an id, the time and a random number. With `late`, it draws them after an await. */
const draw = small('draw', {
  sideEffects: 'draw',
  ports: () => ports({ inputs: [anyInput('late')], outputs: [anyOutput('out')] }),
  execute: ({ inputs, fx }) => {
    const drawn = () => outputs({ out: { id: fx.newId(), at: fx.clock(), luck: fx.random() } })
    return inputs.late === null ? drawn() : Promise.resolve().then(drawn)
  }
})

/** Card that sends its input by POST and returns the response. A status of 400 or above is a fault. */
export const send = small('send', {
  sideEffects: 'effect',
  ports: () => ports({ inputs: [anyInput('value')], outputs: [anyOutput('out')] }),
  execute: async ({ inputs, http, effectKey }) => {
    const answer = await http({
      method: 'POST',
      url: '/things',
      query: {},
      headers: { 'idempotency-key': effectKey },
      body: JSON.stringify(inputs.value),
      authenticate: true,
      timeout: 1_000
    })
    if (answer.status >= 400)
      throw new Fault('http.status', {
        method: 'POST',
        url: '/things',
        status: answer.status,
        body: answer.body
      })
    return outputs({ out: JSON.parse(answer.body) })
  }
})

/** Card that sends a GET request, which is safe to repeat, and returns the response. */
const look = small('look', {
  sideEffects: 'effect',
  ports: () => ports({ outputs: [anyOutput('out')] }),
  execute: async ({ http }) => {
    const answer = await http({
      method: 'GET',
      url: '/things',
      query: {},
      headers: {},
      body: null,
      authenticate: true,
      timeout: 1_000
    })
    return outputs({ out: answer.body })
  }
})

/** Card that waits for a day, then returns its input. */
const wait = small('wait', {
  sideEffects: 'wait',
  ports: () => ports({ inputs: [anyInput('value')], outputs: [anyOutput('out')] }),
  execute: async work => {
    await work.wait(DAY)
    return outputs({ out: work.inputs.value })
  }
})

const isOdd = (value: unknown): boolean => JSON.stringify(value).length % 2 === 1

/** Card that runs one of two blocks: `yes` if the JSON of its input has an odd length, otherwise `no`. */
const fork = small('fork', {
  ports: () =>
    ports({
      inputs: [anyInput('value')],
      blocks: [
        { id: 'yes', label: 'Yes', sees: [] },
        { id: 'no', label: 'No', sees: [] }
      ],
      joins: [anyOutput('joined')]
    }),
  execute: ({ inputs, runBlock }) => runBlock(isOdd(inputs.value) ? 'yes' : 'no')
})

/**
 * Card that runs the block `try` and, if a card in it fails, the block `catch`. Cards in `catch` can read the
 * error.
 */
const attempt = small('try', {
  ports: () =>
    ports({
      inner: [{ id: 'error', label: 'Error', type: one('object') }],
      blocks: [
        { id: 'try', label: 'Try', sees: [] },
        { id: 'catch', label: 'Catch', sees: ['error'] }
      ],
      joins: [anyOutput('joined')]
    }),
  execute: async ({ tryBlock, runBlock }) => {
    const tried = await tryBlock('try')
    return tried.kind === 'failed' ? runBlock('catch', { error: tried.error }) : tried
  }
})

/** Card that stops the run if its input is true. */
const stop = small('stop', {
  ports: () => ports({ inputs: [anyInput('value')] }),
  execute: ({ inputs }) => (inputs.value === true ? { kind: 'stop' } : outputs({}))
})

/** Card that fails with its input as the message. Does nothing without an input. */
export const fail = small('fail', {
  ports: () => ports({ inputs: [anyInput('value')] }),
  execute: ({ inputs }) => {
    if (inputs.value === null) return outputs({})
    throw new Fault('card.failed', {
      message: typeof inputs.value === 'string' ? inputs.value : JSON.stringify(inputs.value)
    })
  }
})

/** Card that throws a programming error. */
const bug = small('bug', {
  ports: () => ports({}),
  execute: () => {
    throw new TypeError('secret detail')
  }
})

/** Card without effect. */
const note = small('note', { ports: () => ports({}), silent: true })

/** Card that calls the flow named in its config and returns its result. */
const call = defineCard({
  type: 'call',
  title: 'A call',
  group: 'Flow Control',
  config: z.strictObject({ flowId: z.string('Choose a flow.') }),
  blank: () => ({ config: { flowId: 'helper' } }),
  ports: () => ports({ inputs: [anyInput('value')], outputs: [anyOutput('value')] }),
  calls: config => [config.flowId],
  handlesErrors: true,
  execute: ({ config, inputs, callFlow }) => callFlow(config.flowId, { in: inputs.value })
})

/** Card that calls the flow in its config twice. It catches an error of the second call only. */
const twice = defineCard({
  type: 'twice',
  title: 'A call for each',
  group: 'Flow Control',
  config: z.strictObject({ flowId: z.string('Choose a flow.') }),
  blank: () => ({ config: { flowId: 'helper' } }),
  ports: () => ports({ inputs: [anyInput('value')], outputs: [anyOutput('out')] }),
  calls: config => [config.flowId],
  execute: async ({ config, inputs, callFlow, tryFlow }) => {
    const first = await callFlow(config.flowId, { in: inputs.value }, 0)
    const second = await tryFlow(config.flowId, () => ({ in: { again: inputs.value } }), 1)
    return outputs({ out: [first, second] })
  }
})

/** Action that the card `act` runs. */
const smallAction = { connectorId: 'c', versionId: 'v', actionFlowId: 'action', connectionId: null }

/** Signature of the action that the card `act` runs. */
export const smallActionSignature: ActionSignature = {
  id: 'action',
  name: 'Act',
  kind: 'action',
  options: [],
  inputs: [],
  outputs: [],
  runMode: false,
  connectorName: 'Acme',
  needsConnection: false
}

/** Card that runs an action and returns its result. */
const act = small('act', {
  ports: () => ports({ inputs: [anyInput('value')], outputs: [anyOutput('value')] }),
  acts: () => smallAction,
  execute: ({ inputs, callAction }) => callAction(smallAction, () => ({ in: inputs.value }))
})

const ItemsConfig = z.strictObject({ flowId: z.string('Choose a flow.'), atOnce: z.number() })

/**
 * Defines a card that calls the flow in its config for four items and returns the results. Several of the
 * items run concurrently.
 */
const forItems = (type: string, execute: CardShape<z.infer<typeof ItemsConfig>>['execute']): CardSpec =>
  defineCard({
    type,
    title: `A ${type}`,
    group: 'Flow Control',
    config: ItemsConfig,
    blank: () => ({ config: { flowId: 'helper', atOnce: 3 } }),
    ports: () => ports({ inputs: [anyInput('value')], outputs: [anyOutput('out')] }),
    calls: config => [config.flowId],
    ...(execute !== undefined && { execute })
  })

/** Card that calls a flow for several items, and fails when one of them fails. */
const several = forItems('several', async ({ config, inputs, callEach }) => {
  const params = (index: number) => ({ in: { index, value: inputs.value } })
  return outputs({ out: await callEach(config.flowId, { count: 4, atOnce: config.atOnce, given: params }) })
})

/** Card that calls a flow for several items, and catches the error of each item. */
const lenient = forItems('lenient', async ({ config, inputs, tryEach }) => {
  const params = (index: number) => ({ in: { index, value: inputs.value } })
  return outputs({ out: await tryEach(config.flowId, { count: 4, atOnce: config.atOnce, given: params }) })
})

/** All cards of this file, for tests of the engine. */
export const smallCards: CardSpec[] = [
  start,
  giveBack,
  echo,
  number,
  each,
  draw,
  send,
  look,
  wait,
  fork,
  attempt,
  stop,
  fail,
  bug,
  note,
  call,
  twice,
  act,
  several,
  lenient
]
