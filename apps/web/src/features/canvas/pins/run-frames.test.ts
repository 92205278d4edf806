import { cardSpecs } from '@hookwright/cards'
import { emptyCatalog, signatureOf, viewOf } from '@hookwright/engine'
import { type FrozenFlow, one, pill, type Step, text } from '@hookwright/model'
import { describe, expect, test } from 'vitest'
import { runViewOf } from '../run/run-view.ts'
import { flowOf, put } from '../testing/flow-of.ts'
import { catalogIn, type FramedRun, framesTo, shownRunOf } from './run-frames.ts'

const field = {
  id: 'who',
  label: 'Who',
  fieldType: 'text-field' as const,
  dataType: one('text'),
  required: true
}

const helper: FrozenFlow = {
  id: 'greet-flow',
  name: 'Greet',
  description: '',
  doc: flowOf([
    put('helper-flow', 'start', { config: { inputs: [field] } }),
    put('compose', 'hello', { inputs: { text: text('Hello ', pill('start', 'who')) } }),
    put('return', 'return', {
      config: { fields: [{ ...field, id: 'greeting', label: 'Greeting' }] },
      inputs: { greeting: pill('hello', 'output') }
    })
  ])
}
const outer: FrozenFlow = {
  id: 'outer-flow',
  name: 'Outer',
  description: '',
  doc: flowOf(
    [
      put('helper-flow', 'start', { config: { inputs: [field] } }),
      put('if-error', 'fork', { blocks: [{ id: 'try', strip: ['call'], joins: {} }] })
    ],
    [put('call-flow', 'call', { config: { flowId: 'greet-flow' }, inputs: { who: pill('start', 'who') } })]
  )
}

const step = (path: string[], parts: Partial<Step> = {}): Step => ({
  path,
  status: 'succeeded',
  from: 0,
  to: 4,
  ...parts
})
const steps = [
  step(['start'], { outputs: 'given' }),
  step(['fork'], { outputs: {} }),
  step(['fork', 'call'], { outputs: { greeting: 'Hello Ada' } }),
  step(['fork', 'call', 'start'], { outputs: 'given' }),
  step(['fork', 'call', 'hello'], { outputs: { output: 'Hello Ada' } }),
  step(['fork', 'call', 'return'])
]
const signature = signatureOf(helper, cardSpecs)
const run: FramedRun = {
  id: 'run-1',
  flow: outer,
  flows: new Map([outer, helper].map(flow => [flow.id, flow])),
  specs: cardSpecs,
  catalog: { ...emptyCatalog, flows: new Map(signature === null ? [] : [[helper.id, signature]]) },
  steps,
  actionFields: {},
  given: { start: { who: 'Ada' } },
  result: null,
  spreads: false
}
const framesOf = (index: number) => framesTo(run, steps[index]?.path ?? [])

describe('the flows of a step', () => {
  test('are only the flow of the run, also inside a block', () => {
    expect(framesOf(2).map(({ flow }) => flow.id)).toEqual(['outer-flow'])
  })

  test('include a called flow, with the path to the calling card', () => {
    expect(framesOf(4).map(({ flow, caller }) => [flow.id, caller])).toEqual([
      ['outer-flow', []],
      ['greet-flow', ['fork', 'call']]
    ])
  })
})

describe('a flow of a run', () => {
  const shown = (index: number) => shownRunOf(run, framesOf(index), index)

  test('shows the steps until the selected one, and the cards around it as running', () => {
    const shownRun = shownRunOf(run, framesOf(0), 4)
    const { marks } = runViewOf(viewOf(outer.doc, cardSpecs, run.catalog), shownRun)
    expect(Object.fromEntries(marks)).toMatchObject({
      start: { is: 'succeeded' },
      fork: { is: 'running' },
      call: { is: 'running' }
    })
  })

  test('that was called shows its own steps, and its inputs from the calling card', () => {
    const inside = shown(4)
    expect(inside.steps.map(({ path }) => path)).toEqual([['start'], ['hello']])
    expect(inside.given).toEqual({ who: 'Ada', 'context.caller': { id: 'outer-flow', name: 'Outer' } })
    expect(inside.at).toEqual(['hello'])
    const { values, marks } = runViewOf(viewOf(helper.doc, cardSpecs, run.catalog), inside)
    expect(values.get('hello')).toEqual({
      inputs: { text: 'Hello Ada' },
      outputs: { output: 'Hello Ada' }
    })
    expect(marks.get('return')).toEqual({ is: 'not-reached' })
  })

  test('that started a run for each record marks its cards by those runs, except in a called flow', () => {
    const list = { ...run, steps: steps.slice(0, 1), spreads: true }
    const view = viewOf(outer.doc, cardSpecs, run.catalog)
    const { marks } = runViewOf(view, shownRunOf(list, framesOf(0), null))
    expect([marks.get('start'), marks.get('fork')]).toMatchObject([
      { is: 'succeeded' },
      { is: 'each-record' }
    ])
    expect(shownRunOf(list, framesOf(4), null).spreads).toBe(false)
  })

  test('viewed as a whole shows all steps and none as running', () => {
    const whole = shownRunOf({ ...run, result: { ok: true } }, framesOf(0), null)
    expect(whole.steps).toHaveLength(steps.length)
    expect([whole.at, whole.result]).toEqual([undefined, { ok: true }])
  })
})

test('[row 103] the card of an event shows the id of its run, which the trace does not keep', () => {
  const flow: FrozenFlow = { ...outer, doc: flowOf([put('connector-event', 'start')]) }
  const started = { ...run, flow, steps: [step(['start'], { outputs: { name: 'Ada' } })] }
  const [first] = shownRunOf(started, framesTo(started, ['start']), null).steps
  expect(first?.outputs).toEqual({ name: 'Ada', 'context.run': 'run-1' })
})

describe('a run with an action', () => {
  const signatureOfAction = {
    id: 'post',
    name: 'Post message',
    kind: 'action' as const,
    options: [{ ...field, id: 'channel', label: 'Channel' }],
    inputs: [field],
    inputGroups: [{ id: 'message', name: 'Message', fields: [field] }],
    outputs: [],
    runMode: false,
    connectorName: 'Acme Chat',
    needsConnection: true
  }
  const action: FrozenFlow = {
    id: 'v1/post',
    name: 'Post message',
    description: '',
    doc: flowOf([
      put('action', 'begin', {
        config: {
          options: signatureOfAction.options,
          groups: signatureOfAction.inputGroups
        }
      }),
      put('compose', 'say', {
        inputs: { text: text(pill('begin', 'option.channel'), ': ', pill('begin', 'who')) }
      })
    ])
  }
  const acting: FrozenFlow = {
    id: 'acting',
    name: 'Acting',
    description: '',
    doc: flowOf([
      put('helper-flow', 'start', { config: { inputs: [field] } }),
      put('connector-action', 'act', {
        config: { connectorId: 'chat', versionId: 'v1', actionFlowId: 'post', connectionId: null },
        inputs: { channel: { kind: 'literal', value: 'general' }, who: pill('start', 'who') }
      })
    ])
  }
  const acted: FramedRun = {
    ...run,
    flow: acting,
    flows: new Map([acting, action].map(flow => [flow.id, flow])),
    catalog: { ...emptyCatalog, actions: new Map([['v1/post', signatureOfAction]]) },
    actionFields: { v1: [{ id: 'api_key', label: 'API key' }] },
    steps: [
      step(['start'], { outputs: 'given' }),
      step(['act'], { outputs: {} }),
      step(['act', 'begin'], { outputs: 'given' }),
      step(['act', 'say'], { outputs: { output: 'general: Ada' } })
    ]
  }

  test('shows the flow of the action with its options and inputs, and the fields of its own connection', () => {
    const frames = framesTo(acted, ['act', 'say'])
    expect(frames.map(({ flow }) => flow.name)).toEqual(['Acting', 'Post message'])
    expect(shownRunOf(acted, frames, null).given).toMatchObject({ 'option.channel': 'general', who: 'Ada' })
    expect(catalogIn(acted, 'v1/post').connectionFields).toEqual([{ id: 'api_key', label: 'API key' }])
    expect(catalogIn(acted, 'acting').connectionFields).toEqual([])
  })
})
