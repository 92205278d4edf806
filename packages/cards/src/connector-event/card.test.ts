import {
  type Catalog,
  deployedKeyOf,
  type EventSignature,
  emptyCatalog,
  problemsOf,
  signatureOf
} from '@hookwright/engine'
import { flowOf, runWith } from '@hookwright/engine/testing'
import { type Card, type Flow, literal, one, pill } from '@hookwright/model'
import { describe, expect, test } from 'vitest'
import { continueIf } from '../continue-if/card.ts'
import { cardSpecs } from '../index.ts'
import { returnErrorIf } from '../return-error-if/card.ts'
import { returnOutputs } from '../return-outputs/card.ts'
import { field, put } from '../testing.ts'
import { webhookEvent } from '../webhook-event/card.ts'
import { connectorEvent } from './card.ts'

const kind = field('kind', 'Kind of event', {
  fieldType: 'dropdown',
  choices: { from: 'static', rows: [{ display: 'User created', value: 'user.created' }] }
})
const note = field('note', 'Note', { required: false })
const user = {
  id: 'user',
  name: 'User',
  fields: [field('name', 'Name'), field('age', 'Age', { dataType: one('number') })]
}

/** Returns a maker's event flow that ignores pings and fails for a user without a name. */
const eventFlow = (runMode: boolean): Flow => {
  const source = runMode ? pill('return', 'record', ['name']) : pill('event', 'body', ['name'])
  return flowOf(
    put(webhookEvent, 'event', {
      config: { options: [kind, note], registrationFlowId: null, deregistrationFlowId: null }
    }),
    put(continueIf, 'real', {
      config: { operator: 'not-equal' },
      inputs: { left: pill('event', 'body', ['ping']), right: literal(true) }
    }),
    put(returnErrorIf, 'check', {
      config: { operator: 'equal' },
      inputs: {
        left: pill('event', 'body', ['name']),
        right: literal('nobody'),
        message: literal('Nobody is no user.')
      }
    }),
    put(returnOutputs, 'return', {
      config: { groups: [user], runMode },
      inputs: { ...(runMode ? { list: pill('event', 'body', ['users']) } : {}), name: source }
    })
  )
}

const around = (runMode: boolean, parts: Partial<EventSignature> = {}): Catalog => {
  const found = signatureOf({ id: 'created', name: 'User created', doc: eventFlow(runMode) }, cardSpecs)
  if (found === null) throw new Error('The event flow has a start card.')
  const event = { ...found, connectorName: 'Acme HR', needsConnection: true, ...parts }
  return { ...emptyCatalog, events: new Map([[deployedKeyOf('v1', 'created'), event]]) }
}

const config = {
  connectorId: 'acme',
  eventFlowId: 'created',
  versionId: 'v1',
  connectionId: 'connection-1',
  runMode: 'each'
}

const start = (parts: Partial<Card> = {}): Card =>
  put(connectorEvent, 'start', { config, inputs: { kind: literal('user.created') }, ...parts })

/** Card that fails unless the event has a name. */
const last = put(returnErrorIf, 'named', {
  config: { operator: 'is-empty' },
  inputs: { left: pill('start', 'name'), message: literal('The user has no name.') }
})

const runGiven = (values: Record<string, unknown>, runMode = false) =>
  runWith(flowOf(start(), last), values, {
    specs: cardSpecs,
    catalog: around(runMode),
    flows: new Map([['created', eventFlow(runMode)]])
  })

describe('ports', () => {
  test('of a card are its options as inputs, each with its option', () => {
    expect(connectorEvent.ports(config, around(false))?.inputs).toMatchObject([
      {
        id: 'kind',
        label: 'Kind of event',
        type: one('text'),
        required: true,
        group: 'Options',
        option: kind
      },
      { id: 'note', label: 'Note', type: one('text'), required: false, group: 'Options', option: note }
    ])
  })

  test.each([
    [false, 'each', ['name', 'age', 'context.run']],
    [false, 'list', ['name', 'age', 'context.run']],
    [true, 'each', ['name', 'age', 'context.run']],
    [true, 'list', ['records', 'context.run']]
  ])('in Run mode of the event %s and of the card %s give %j', (runMode, chosen, ids) => {
    const ports = connectorEvent.ports({ ...config, runMode: chosen }, around(runMode))
    expect(ports?.outputs.map(port => port.id)).toEqual(ids)
  })

  test('name the event of the card', () => {
    expect(connectorEvent.listens(config)).toEqual(config)
    expect(webhookEvent.listens({})).toBeNull()
  })
})

describe('a run', () => {
  test('outputs the values of the event flow, whose steps are below the card', async () => {
    const outcome = await runGiven({ delivery: { body: { name: 'Jo' } } })
    expect(outcome.status).toEqual({ is: 'succeeded' })
    expect(outcome.steps.map(step => [step.path.join(' '), step.status])).toEqual([
      ['start', 'succeeded'],
      ['start event', 'succeeded'],
      ['start real', 'succeeded'],
      ['start check', 'succeeded'],
      ['start return', 'succeeded'],
      ['named', 'succeeded']
    ])
    expect(outcome.steps[0]?.outputs).toEqual({ name: 'Jo', age: null })
  })

  test('that fails in the event flow names the card and the failed card in it', async () => {
    const outcome = await runGiven({ delivery: { body: { name: 'nobody' } } })
    expect(outcome.status).toMatchObject({
      is: 'failed',
      at: ['start', 'check'],
      fault: { message: 'Nobody is no user.' }
    })
  })

  test('stops before later cards when the event flow stops', async () => {
    const outcome = await runGiven({ delivery: { body: { ping: true } } })
    expect(outcome.status).toEqual({ is: 'succeeded', stoppedAt: ['start', 'real'] })
    expect(outcome.steps.map(step => step.path.join(' '))).toEqual(['start', 'start event', 'start real'])
  })

  test('of one record outputs the record without running the event flow', async () => {
    const outcome = await runGiven({ record: { name: 'Kim', age: 3 } }, true)
    expect(outcome.status).toEqual({ is: 'succeeded' })
    expect(outcome.steps.map(step => step.path.join(' '))).toEqual(['start', 'named'])
    expect(outcome.steps[0]?.outputs).toEqual({ name: 'Kim', age: 3 })
  })

  test('of one record does not run the event flow, even with the delivery at hand', async () => {
    const outcome = await runGiven({ record: { name: 'Kim' }, delivery: { body: { ping: true } } }, true)
    expect(outcome.status).toEqual({ is: 'succeeded' })
    expect(outcome.steps[0]?.outputs).toEqual({ name: 'Kim' })
  })

  test('runs the event flow for a record of only null values', async () => {
    const outcome = await runGiven({ record: { name: null, age: null } }, true)
    expect(outcome.status).toMatchObject({ at: ['named'], fault: { message: 'The user has no name.' } })
  })

  test('with the whole list outputs the records', async () => {
    const list = flowOf(
      start({ config: { ...config, runMode: 'list' } }),
      put(returnErrorIf, 'first', {
        config: { operator: 'is-not-empty' },
        inputs: { left: pill('start', 'records'), message: pill('start', 'records', [1, 'name']) }
      })
    )
    const catalog = around(true)
    expect(problemsOf(list, cardSpecs, catalog)).toEqual([])
    const outcome = await runWith(
      list,
      { delivery: { body: { users: [{ name: 'Jo' }, { name: 'Kim' }] } } },
      { specs: cardSpecs, catalog, flows: new Map([['created', eventFlow(true)]]) }
    )
    expect(outcome.steps[0]?.outputs).toEqual({
      records: [
        { name: 'Jo', age: null },
        { name: 'Kim', age: null }
      ]
    })
    expect(outcome.status).toMatchObject({ at: ['first'], fault: { message: 'Kim' } })
  })
})

describe('problems', () => {
  const problemsWith = (parts: Partial<Card> = {}, catalog = around(false)) =>
    problemsOf(flowOf(start(parts), last), cardSpecs, catalog)

  test('are empty for a drawn card', () => {
    expect(problemsWith()).toEqual([])
  })

  test('include an event that is no longer deployed, and mappings to it are stale', () => {
    expect(problemsWith({}, emptyCatalog)).toMatchObject([
      { code: 'event', card: 'start', message: expect.stringContaining('Choose another event') },
      { code: 'input-unknown', card: 'start', field: 'kind' },
      { code: 'pill-field', card: 'named', field: 'left' }
    ])
  })

  test('include a missing connection if the connector needs one', () => {
    const without = { config: { ...config, connectionId: null } }
    expect(problemsWith(without)).toEqual([
      {
        code: 'connection',
        card: 'start',
        field: 'config.connectionId',
        message: 'The connector Acme HR needs a connection. Choose one.'
      }
    ])
    expect(problemsWith(without, around(false, { needsConnection: false }))).toEqual([])
  })

  test('[row 125] include a required option without a value', () => {
    expect(problemsWith({ inputs: {} })).toMatchObject([{ code: 'input-required', field: 'kind' }])
  })

  test('include a field of a record that is used with the whole list', () => {
    expect(problemsWith({ config: { ...config, runMode: 'list' } }, around(true))).toMatchObject([
      { code: 'pill-field', card: 'named', field: 'left' }
    ])
  })

  test('include a maker’s return card in a user’s flow', () => {
    expect(problemsOf(flowOf(start(), put(returnOutputs, 'return')), cardSpecs, around(false))).toMatchObject(
      [{ code: 'return-card', card: 'return' }]
    )
  })
})

test('of an event have no inputs and outputs of the flow', () => {
  expect(signatureOf({ id: 'f', name: 'Welcome', doc: flowOf(start(), last) }, cardSpecs)).toEqual({
    id: 'f',
    name: 'Welcome',
    kind: 'user-event',
    options: [],
    inputs: [],
    outputs: [],
    runMode: false
  })
})
