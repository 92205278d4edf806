import { signatureOf } from '@hookwright/engine'
import { flowOf } from '@hookwright/engine/testing'
import {
  applyEdit,
  type Bindings,
  type Card,
  type FlowSignature,
  listOf,
  literal,
  one,
  pill
} from '@hookwright/model'
import { anyBinding, anyFieldId } from '@hookwright/model/testing'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cardSpecs } from '../../index.ts'
import { registrationReturn } from '../../registration-return/card.ts'
import { returnOutputs } from '../../return-outputs/card.ts'
import { field, put } from '../../testing.ts'
import { webhookRegistration } from '../../webhook-registration/card.ts'
import { webhookEvent } from '../card.ts'
import { draftOf, type RegistrationDraft } from './read-registration.ts'
import {
  chooseHelper,
  editsOf,
  emptyMapping,
  isProven,
  mapInput,
  settingsOf,
  staleInputs
} from './registration-draft.ts'

const options = [field('kind', 'Event type'), field('where', 'Department')]

const event = (parts: Partial<Card> = {}): Card =>
  put(webhookEvent, 'event', {
    config: { options, registrationFlowId: 'open', deregistrationFlowId: null },
    inputs: { 'registration.topic': pill('event', 'option.kind') },
    ...parts
  })

const helper = (id: string, ...inputs: ReturnType<typeof field>[]): FlowSignature => {
  const doc = flowOf(
    put(webhookRegistration, 'start', { config: { inputs } }),
    put(registrationReturn, 'return')
  )
  const signature = signatureOf({ id, name: id, doc }, cardSpecs)
  if (signature === null) throw new Error('A helper flow has a signature.')
  return signature
}

const choose = (next: FlowSignature, before?: FlowSignature, inputs: Bindings = {}) =>
  chooseHelper({
    mapping: { flowId: before?.id ?? null, inputs },
    before,
    helper: next,
    options,
    cardId: 'event'
  })

/** Applies the draft to the card and returns the changed card. */
const applied = (card: Card, draft: RegistrationDraft, proves = false): Card | undefined => {
  const edits = editsOf(card, draft, proves)
  const edited = applyEdit(flowOf(card, put(returnOutputs, 'return')), { kind: 'all', edits })
  return edited.ok ? edited.flow.cards[card.id] : undefined
}

test('[row 40a] a draft equals its card, and applying it unchanged changes nothing', () => {
  expect(draftOf(event())).toEqual({
    registration: { flowId: 'open', inputs: { topic: pill('event', 'option.kind') } },
    deregistration: emptyMapping,
    renewal: emptyMapping,
    listing: emptyMapping,
    probe: emptyMapping
  })
  expect(editsOf(event(), draftOf(event()), false)).toEqual([])
})

test('mappings of the registration are separate from those of the deregistration', () => {
  const card = event({ inputs: { 'deregistration.topic': literal('x') } })
  expect(draftOf(card)).toMatchObject({
    registration: { inputs: {} },
    deregistration: { inputs: { topic: literal('x') } }
  })
})

describe('[row 36] a chosen helper flow', () => {
  test('is mapped from the options with the same labels', () => {
    const next = helper('open', field('a', 'event TYPE'), field('b', 'Scope'), field('c', 'Department'))
    expect(choose(next)).toEqual({
      flowId: 'open',
      inputs: { a: pill('event', 'option.kind'), c: pill('event', 'option.where') }
    })
  })

  test.each([one('boolean'), one('number'), listOf('text')])(
    'is not mapped from a text option if %j is needed',
    dataType => {
      expect(choose(helper('open', field('a', 'Event type', { dataType }))).inputs).toEqual({})
    }
  )

  test('keeps the mappings of inputs with the same labels in the former flow', () => {
    const before = helper('old', field('x', 'Event type'), field('y', 'Format'))
    const next = helper('new', field('a', 'Event type'), field('b', 'format'))
    const mapped = { x: literal('user.created'), y: literal('json') }
    expect(choose(next, before, mapped).inputs).toEqual({ a: literal('user.created'), b: literal('json') })
  })

  test('keeps its mappings when it is chosen again', () => {
    const same = helper('open', field('a', 'Event type'))
    expect(choose(same, same, { gone: literal('x') })).toEqual({
      flowId: 'open',
      inputs: { gone: literal('x') }
    })
  })
})

test('[row 37] an input can have a literal, or no value', () => {
  const mapping = { flowId: 'open', inputs: { topic: literal('a'), format: literal('b') } }
  expect(mapInput(mapping, 'topic', literal('hr')).inputs).toEqual({
    topic: literal('hr'),
    format: literal('b')
  })
  expect(mapInput(mapping, 'topic', null).inputs).toEqual({ format: literal('b') })
})

test('[row 42] a mapping to an input that the helper flow lost is stale, and a new input is not mapped', () => {
  const mapping = { flowId: 'open', inputs: { topic: literal('a'), gone: literal('b') } }
  const now = helper('open', field('topic', 'Topic'), field('scope', 'Scope'))
  expect(staleInputs(mapping, now)).toEqual(['gone'])
})

test('[row 42] a renamed input stays mapped', () => {
  const mapping = { flowId: 'open', inputs: { topic: literal('a') } }
  expect(staleInputs(mapping, helper('open', field('topic', 'Another name')))).toEqual([])
})

test('[row 39a, 39b] the remove button removes the flow with all its mappings, and keeps the rest', () => {
  const card = event({
    config: { options, registrationFlowId: 'open', deregistrationFlowId: 'close' },
    inputs: {
      'registration.topic': literal('a'),
      'registration.gone': literal('b'),
      'deregistration.reason': literal('c')
    }
  })
  const after = applied(card, { ...draftOf(card), registration: emptyMapping })
  expect(after?.config).toEqual({ options, registrationFlowId: null, deregistrationFlowId: 'close' })
  expect(after?.inputs).toEqual({ 'deregistration.reason': literal('c') })
})

test('[row 40a] an applied draft replaces the former state of the card', () => {
  const mapping = fc.record({
    flowId: fc.option(fc.constantFrom('open', 'close')),
    inputs: fc.dictionary(anyFieldId, anyBinding, { noNullPrototype: true })
  })
  const drafts = fc.record({
    registration: mapping,
    deregistration: mapping,
    renewal: mapping,
    listing: mapping,
    probe: mapping
  })
  fc.assert(
    fc.property(drafts, drafts, (before, wanted) => {
      const card = applied(event(), before, true)
      if (card === undefined) throw new Error('A draft can always be applied.')
      const after = applied(card, wanted, true)
      if (after === undefined) throw new Error('A draft can always be applied.')
      expect(draftOf(after)).toEqual(wanted)
      expect(editsOf(after, wanted, true)).toEqual([])
      expect(after.config.options).toEqual(options)
    })
  )
})

test('the setting for a test event is stored with it, and can be removed', () => {
  const proven = applyEdit(flowOf(event(), put(returnOutputs, 'return')), {
    kind: 'all',
    edits: editsOf(event(), draftOf(event()), true)
  })
  const card = proven.ok ? proven.flow.cards.event : undefined
  if (card === undefined) throw new Error('A draft can always be applied.')
  expect(card.config.probe).toBe('service-sends-one')
  expect(isProven(card)).toBe(true)
  expect(editsOf(card, draftOf(card), true)).toEqual([])
  expect(editsOf(card, draftOf(card), false)).toEqual([
    { kind: 'configure', card: 'event', config: event().config }
  ])
})

test('steps for users are stored with a registration by hand, and can be removed', () => {
  const steps = (card: Card, byHandNote: string) =>
    editsOf(card, draftOf(card), false, { ...settingsOf(card), byHandNote })
  const noted = event({ config: { ...event().config, byHandNote: 'Open Webhooks.' } })
  expect(steps(event(), ' Open Webhooks.\n')).toEqual([
    { kind: 'configure', card: 'event', config: noted.config }
  ])
  expect(editsOf(noted, draftOf(noted), false)).toEqual([])
  expect(steps(noted, '')).toEqual([{ kind: 'configure', card: 'event', config: event().config }])
})

test('the probe flow is kept only if a test event is required', () => {
  const draft = { ...draftOf(event()), probe: { flowId: 'ask', inputs: { topic: literal('ping') } } }
  const edits = editsOf(event(), draft, true)
  expect(edits).toEqual([
    expect.objectContaining({
      config: { ...event().config, probe: 'service-sends-one', probeFlowId: 'ask' }
    }),
    expect.objectContaining({ kind: 'bind', field: 'probe.topic' })
  ])
  expect(editsOf(event(), draft, false)).toEqual([])
})
