import { problemsOf, readSlots, signatureOf } from '@hookwright/engine'
import { flowOf } from '@hookwright/engine/testing'
import { type Card, type Choices, type Flow, listOf, literal, one, pill } from '@hookwright/model'
import { expect, test } from 'vitest'
import { helperFlow } from '../helper-flow/card.ts'
import { cardSpecs } from '../index.ts'
import { listRegistrations } from '../list-registrations/card.ts'
import { listingReturn } from '../listing-return/card.ts'
import { registrationReturn } from '../registration-return/card.ts'
import { returnCard } from '../return/card.ts'
import { returnOutputs } from '../return-outputs/card.ts'
import { catalogWithFlows, field, put } from '../testing.ts'
import { webhookDeregistration } from '../webhook-deregistration/card.ts'
import { webhookRegistration } from '../webhook-registration/card.ts'
import { webhookRenewal } from '../webhook-renewal/card.ts'
import { webhookEvent } from './card.ts'

const kind = field('kind', 'Kind of event')

const event = (parts: Partial<Card> = {}): Card =>
  put(webhookEvent, 'event', {
    config: { options: [kind], registrationFlowId: 'open', deregistrationFlowId: 'close' },
    inputs: {
      'registration.topic': pill('event', 'option.kind'),
      'registration.format': literal('json'),
      'deregistration.reason': literal('turned off')
    },
    ...parts
  })

const flowStartingWith = (start: Card) => flowOf(start, put(returnOutputs, 'return'))

const opening = (...inputs: ReturnType<typeof field>[]) =>
  flowOf(put(webhookRegistration, 'start', { config: { inputs } }), put(registrationReturn, 'return'))

const closing = flowOf(
  put(webhookDeregistration, 'start', {
    config: { inputs: [field('reason', 'Reason', { required: false })] }
  })
)

const open = opening(field('topic', 'Topic'), field('format', 'Format'))
const around = catalogWithFlows(cardSpecs, { open, close: closing })

const problemsWith = (start: Card, catalog = around) =>
  problemsOf(flowStartingWith(start), cardSpecs, catalog).map(({ code, field: at, message }) => ({
    code,
    at,
    message
  }))

test('a drawn event with its helper flows chosen and mapped has no problem', () => {
  expect(problemsWith(event())).toEqual([])
})

test('an event without helper flows has no problem, since some services are set up by hand', () => {
  expect(problemsOf(flowStartingWith(put(webhookEvent, 'event')), cardSpecs, around)).toEqual([])
})

test('the card outputs the request, its options and the values of the connection', () => {
  const found = webhookEvent.ports(event().config, {
    ...around,
    connectionFields: [{ id: 'site', label: 'Site' }]
  })
  expect(found?.outputs.map(port => [port.group, port.id, port.label, port.type.kind])).toEqual([
    ['Event payload', 'body', 'Body', 'any'],
    ['Event payload', 'headers', 'Headers', 'object'],
    ['Event payload', 'query', 'Query', 'object'],
    ['Event payload', 'method', 'Method', 'text'],
    ['Event payload', 'receivedAt', 'Received at', 'date'],
    ['Options', 'option.kind', 'Kind of event', 'text'],
    ['Connection', 'connection.site', 'Site', 'text']
  ])
})

test('each input of a chosen helper flow is a slot that sees the options', () => {
  const slots = webhookEvent.ports(event().config, around)?.inputs
  expect(slots).toEqual([
    {
      id: 'registration.topic',
      label: 'Topic',
      type: one('text'),
      required: true,
      sees: ['option.kind'],
      group: 'Registration Flow'
    },
    {
      id: 'registration.format',
      label: 'Format',
      type: one('text'),
      required: true,
      sees: ['option.kind'],
      group: 'Registration Flow'
    },
    {
      id: 'deregistration.reason',
      label: 'Reason',
      type: one('text'),
      required: false,
      sees: ['option.kind'],
      group: 'Deregistration Flow'
    }
  ])
})

test('a mapping to an input that its helper flow lost is a problem at that input', () => {
  const without = catalogWithFlows(cardSpecs, { open: opening(field('topic', 'Topic')), close: closing })
  expect(problemsWith(event(), without)).toMatchObject([{ code: 'input-unknown', at: 'registration.format' }])
})

test('a required input that its helper flow gained is a problem at that input', () => {
  const more = catalogWithFlows(cardSpecs, {
    open: opening(field('topic', 'Topic'), field('format', 'Format'), field('scope', 'Scope')),
    close: closing
  })
  expect(problemsWith(event(), more)).toMatchObject([{ code: 'input-required', at: 'registration.scope' }])
})

test('[row 44] a mapping of a deleted option is a problem at its input', () => {
  const config = { ...event().config, options: [] }
  expect(problemsWith(event({ config }))).toEqual([
    {
      code: 'pill-field',
      at: 'registration.topic',
      message: '“Topic” of “Webhook Event” uses a value that the card does not have. Map another value.'
    }
  ])
})

test('inputs of both helper flows with the same label are distinguished by their flow', () => {
  const both = catalogWithFlows(cardSpecs, {
    open,
    close: flowOf(put(webhookDeregistration, 'start', { config: { inputs: [field('topic', 'Topic')] } }))
  })
  const inputs = { 'registration.format': literal('json') }
  expect(problemsWith(event({ inputs }), both).map(({ message }) => message)).toEqual([
    '“Registration Flow: Topic” of “Webhook Event” is required. Enter or map a value.',
    '“Deregistration Flow: Topic” of “Webhook Event” is required. Enter or map a value.'
  ])
})

test('the inputs of a helper flow cannot read the request, since it runs before any request', () => {
  const inputs = { ...event().inputs, 'registration.topic': pill('event', 'body') }
  expect(problemsWith(event({ inputs }))).toMatchObject([{ code: 'pill-field', at: 'registration.topic' }])
})

test('a helper flow of the wrong kind is named with the start card it needs', () => {
  const swapped = event({
    config: { options: [kind], registrationFlowId: 'close', deregistrationFlowId: 'open' },
    inputs: {
      'registration.reason': literal('none'),
      'deregistration.topic': literal('users'),
      'deregistration.format': literal('json')
    }
  })
  expect(problemsWith(swapped)).toEqual([
    {
      code: 'helper-kind',
      at: 'registration',
      message:
        'The flow “close” cannot be the registration flow because it does not start with Webhook Registration. Choose one that does.'
    },
    {
      code: 'helper-kind',
      at: 'deregistration',
      message:
        'The flow “open” cannot be the deregistration flow because it does not start with Webhook Deregistration. Choose one that does.'
    }
  ])
})

test('a deleted helper flow is a single problem, and mappings to it are stale', () => {
  const gone = catalogWithFlows(cardSpecs, { open })
  expect(problemsWith(event(), gone)).toMatchObject([
    { code: 'helper-gone', at: 'deregistration' },
    { code: 'input-unknown', at: 'deregistration.reason' }
  ])
})

test.each([
  ['Date & Time', one('date')],
  ['List of Text', listOf('text')]
])('an option cannot be %s', (name, dataType) => {
  const options = [kind, field('since', 'Since', { dataType })]
  expect(problemsWith(event({ config: { ...event().config, options } }))).toEqual([
    {
      code: 'card-config',
      at: 'option.since',
      message: `The option “Since” is ${name}, but options are text. Set its data type to Text.`
    }
  ])
})

test('a dropdown needs values, entered or from a helper flow that exists', () => {
  const dropdown = (choices?: Parameters<typeof field>[2]) =>
    field('kind', 'Kind of event', { fieldType: 'dropdown', ...choices })
  const codesWith = (option: ReturnType<typeof field>) =>
    problemsWith(event({ config: { ...event().config, options: [option] } })).map(problem => problem.code)
  expect(codesWith(dropdown())).toEqual(['card-config'])
  expect(codesWith(dropdown({ choices: { from: 'static', rows: [] } }))).toEqual(['card-config'])
  expect(codesWith(dropdown({ choices: { from: 'flow', flowId: 'gone', inputs: {} } }))).toEqual([
    'helper-gone'
  ])
  expect(
    codesWith(dropdown({ choices: { from: 'static', rows: [{ display: 'User', value: 'user' }] } }))
  ).toEqual([])
})

const region = field('region', 'Region')
const helper = (...inputs: ReturnType<typeof field>[]) =>
  flowOf(put(helperFlow, 'start', { config: { inputs } }), put(returnCard, 'return'))
const teams = helper(field('region', 'Region'), field('size', 'Size', { required: false }))
const asking = (inputs: Extract<Choices, { from: 'flow' }>['inputs']) =>
  field('team', 'Team', {
    fieldType: 'dropdown',
    choices: { from: 'flow', flowId: 'teams', inputs }
  })
const problemsOfOptions = (options: ReturnType<typeof field>[], flows: Record<string, Flow> = { teams }) =>
  problemsOf(
    flowStartingWith(
      put(webhookEvent, 'event', {
        config: { options, registrationFlowId: null, deregistrationFlowId: null }
      })
    ),
    cardSpecs,
    catalogWithFlows(cardSpecs, flows)
  ).map(({ code, message }) => ({ code, message }))

test('an option can load its values from a helper flow that receives an earlier option', () => {
  expect(problemsOfOptions([region, asking({ region: { option: 'region' } })])).toEqual([])
  expect(problemsOfOptions([asking({ region: { literal: 'north' } })])).toEqual([])
})

test.each([
  [
    'the helper flow was deleted',
    [region, asking({ region: { option: 'region' } })],
    {},
    'helper-gone',
    'The option “Team” of “Webhook Event” loads its values from a helper flow that no longer exists. Choose another one.'
  ],
  [
    'it is of another kind',
    [asking({ region: { literal: 'north' } })],
    { teams: closing },
    'helper-kind',
    'The option “Team” cannot take its values from the flow “teams” because it does not start with Helper Flow. Choose one that does.'
  ],
  [
    'the helper flow gained an input',
    [asking({})],
    { teams },
    'input-required',
    'The input “Region” of “teams” is required for the values of the option “Team”. Map a value to it.'
  ],
  [
    'the helper flow lost an input',
    [region, asking({ region: { option: 'region' } })],
    { teams: helper() },
    'input-unknown',
    'The option “Team” still passes a value to an input of “teams” that no longer exists. Remove the mapping.'
  ],
  [
    'a number that is handed on would lose digits',
    [asking({ region: { literal: '9007199254740993' } })],
    { teams: helper(field('region', 'Region', { dataType: one('number') })) },
    'input-literal',
    'The input “Region” of “teams” requires Number, but 9007199254740993 is larger than 2^53 and would lose digits as a Number; enter a smaller number, or use Text.'
  ],
  [
    'the option that it hands on is gone',
    [asking({ region: { option: 'region' } })],
    { teams },
    'pill-field',
    'The option “Team” passes “teams” the value of an option that no longer exists or comes after it. Choose an option before it.'
  ],
  [
    'the option that it hands on stands behind it',
    [asking({ region: { option: 'region' } }), region],
    { teams },
    'pill-field',
    'The option “Team” passes “teams” the value of an option that no longer exists or comes after it. Choose an option before it.'
  ]
])('[row 27] the values of an option are a problem when %s', (_, options, flows, code, message) => {
  expect(problemsOfOptions(options, flows)).toEqual([{ code, message }])
})

test('options with the same label make the card unreadable', () => {
  const options = [kind, field('other', 'kind of event')]
  expect(problemsWith(event({ config: { ...event().config, options } }))).toMatchObject([
    { code: 'card-config', message: 'Two fields have this label. Change one of them.' }
  ])
})

test('the slots pass the options to the inputs of the registration flow', () => {
  const values = readSlots({
    flow: flowStartingWith(event()),
    cardId: 'event',
    prefix: 'registration.',
    inner: { 'option.kind': 'user.created' },
    specs: cardSpecs,
    catalog: around
  })
  expect(values).toEqual({ topic: 'user.created', format: 'json' })
})

test('the card names the flows it calls and registers with', () => {
  expect(webhookEvent.calls(event().config)).toEqual(['open', 'close'])
  expect(webhookEvent.calls(put(webhookEvent, 'event').config)).toEqual([])
  const options = [kind, asking({ region: { option: 'kind' } })]
  expect(webhookEvent.calls({ ...event().config, options })).toEqual(['open', 'close', 'teams'])
  expect(webhookEvent.registers(event().config)).toEqual({
    flowIds: { registration: 'open', deregistration: 'close', renewal: null, listing: null, probe: null },
    prefixes: {
      registration: 'registration.',
      deregistration: 'deregistration.',
      renewal: 'renewal.',
      listing: 'listing.',
      probe: 'probe.'
    },
    probe: null
  })
  const proven = { ...event().config, probe: 'service-sends-one' }
  expect(webhookEvent.registers(proven)?.probe).toBe('service-sends-one')
})

test('the card names its renewal flow and its list flow, and has slots for their inputs', () => {
  const config = { ...event().config, renewalFlowId: 'keep', listingFlowId: 'list' }
  const inputs = [field('days', 'Days')]
  const keep = flowOf(put(webhookRenewal, 'start', { config: { inputs } }), put(registrationReturn, 'return'))
  const list = flowOf(put(listRegistrations, 'start', { config: { inputs } }), put(listingReturn, 'return'))
  const found = catalogWithFlows(cardSpecs, { open, close: closing, keep, list })
  expect(webhookEvent.calls(config)).toEqual(['open', 'close', 'keep', 'list'])
  expect(webhookEvent.ports(config, found)?.inputs.map(({ id, group }) => [id, group])).toEqual(
    expect.arrayContaining([
      ['renewal.days', 'Renewal Flow'],
      ['listing.days', 'List Registrations Flow']
    ])
  )
  const crossed = event({ config: { ...config, renewalFlowId: 'list', listingFlowId: 'keep' } })
  expect(problemsWith(crossed, found).filter(({ code }) => code === 'helper-kind')).toMatchObject([
    { at: 'renewal', message: expect.stringContaining('does not start with Webhook Renewal') },
    { at: 'listing', message: expect.stringContaining('does not start with List Registrations') }
  ])
})

test('the flow declares its options', () => {
  expect(signatureOf({ id: 'f', name: 'User created', doc: flowStartingWith(event()) }, cardSpecs)).toEqual({
    id: 'f',
    name: 'User created',
    kind: 'webhook-event',
    options: [kind],
    inputs: [],
    outputs: [],
    runMode: false
  })
})

test('the flow needs a Return Outputs card at the end', () => {
  expect(problemsOf(flowOf(event()), cardSpecs, around)).toMatchObject([{ code: 'return-card', card: null }])
})
