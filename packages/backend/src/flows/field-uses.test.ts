import { cardSpecs } from '@hookwright/cards'
import { cardOf, flowOf } from '@hookwright/engine/testing'
import {
  type Card,
  type FieldRole,
  type Flow,
  type JsonObject,
  literal,
  one,
  pill,
  text
} from '@hookwright/model'
import type { FlowRow } from '@hookwright/store'
import { describe, expect, test } from 'vitest'
import type { UsingFlow } from '../revisions/connector-uses.ts'
import { fieldUsesOf } from './field-uses.ts'
import { helperUsersOf } from './helper-users.ts'

const row = (name: string, doc: Flow, connectorId: string | null = 'acme'): FlowRow => ({
  id: `id of ${name}`,
  connectorId,
  ownerId: 'uma',
  name,
  description: '',
  active: true,
  saveAll: true,
  doc,
  draftNo: 1,
  createdAt: 0,
  updatedAt: 0
})

const listening = (
  name: string,
  runMode: 'each' | 'list',
  start: Card['inputs'],
  ...cards: Card[]
): UsingFlow => {
  const use = {
    connectorId: 'acme',
    versionId: 'one',
    eventFlowId: 'id of Event',
    connectionId: null,
    runMode
  }
  const event = cardOf('connector-event', 'start', use, start)
  const doc = flowOf(event, ...cards)
  return { flow: row(name, doc, null), on: false, uses: [{ of: 'event', doc, card: event, use }] }
}

const usesOf = (
  flowId: string,
  fields: string[],
  params: { of?: FieldRole; makers?: FlowRow[]; users?: UsingFlow[] }
) =>
  fieldUsesOf({
    flowId,
    of: params.of ?? 'outputs',
    fields: new Set(fields),
    makers: params.makers ?? [],
    using: params.users ?? [],
    specs: cardSpecs
  }).map(({ field, flowName, place, cardName }) => `${field}: ${place} ${flowName} ▸ ${cardName}`)

const teamOption: JsonObject = {
  id: 'team',
  label: 'Team',
  fieldType: 'dropdown',
  dataType: one('text'),
  required: true,
  choices: { from: 'flow', flowId: 'id of Teams', inputs: { region: { literal: 'north' } } }
}
const event = row(
  'Event',
  flowOf(
    cardOf(
      'webhook-event',
      'event',
      { options: [teamOption], registrationFlowId: 'id of Register', deregistrationFlowId: 'id of Remove' },
      { 'registration.topic': literal('users'), 'deregistration.why': literal('off') }
    )
  )
)

describe('the uses of outputs of an event', () => {
  const reading = (name: string, ...fields: string[]) =>
    listening(
      name,
      'each',
      {},
      {
        ...cardOf('compose', 'greet', {}, { text: text(...fields.map(field => pill('start', field))) }),
        title: 'Greet'
      }
    )

  test('are the cards of users’ flows that read them, without repeats', () => {
    const users = [
      reading('One', 'email', 'email', 'size'),
      reading('Two', 'email'),
      reading('Three', 'name')
    ]
    expect(usesOf('id of Event', ['email', 'created'], { users })).toEqual([
      'email: user One ▸ Greet',
      'email: user Two ▸ Greet'
    ])
    expect(usesOf('id of Other', ['email'], { users })).toEqual([])
  })

  test('are found in lists of records, and in each card that reads a whole record', () => {
    const users = [
      listening(
        'Batch',
        'list',
        {},
        cardOf('compose', 'first', {}, { text: pill('start', 'records', [0, 'email']) }),
        cardOf('json-stringify', 'all', { pretty: false }, { value: pill('start', 'records') })
      )
    ]
    expect(usesOf('id of Event', ['email', 'size'], { users })).toEqual([
      'email: user Batch ▸ Compose',
      'email: user Batch ▸ Stringify',
      'size: user Batch ▸ Stringify'
    ])
  })

  test('[row 44] are also values that were chosen for its options', () => {
    const users = [listening('One', 'each', { team: literal('sales') })]
    expect(usesOf('id of Event', ['team'], { of: 'options', users })).toEqual([
      'team: user One ▸ Connector event'
    ])
  })

  test('do not include those of an option with the same id', () => {
    const chooses = listening('Chooses', 'each', { email: literal('sales') })
    const users = [chooses, reading('Reads', 'email')]
    expect(usesOf('id of Event', ['email'], { users })).toEqual(['email: user Reads ▸ Greet'])
    expect(usesOf('id of Event', ['email'], { of: 'options', users })).toEqual([
      'email: user Chooses ▸ Connector event'
    ])
    expect(usesOf('id of Event', ['email'], { of: 'inputs', users })).toEqual([])
  })
})

describe('the uses of a helper flow', () => {
  const calling = row(
    'Calling',
    flowOf(
      cardOf('helper-flow', 'start', { inputs: [] }),
      cardOf('call-flow', 'call', { flowId: 'id of Teams' }, { region: literal('north') }),
      cardOf('compose', 'greet', {}, { text: text('Dear ', pill('call', 'teams')) })
    )
  )
  const makers = [event, calling]

  test('are the values for its inputs and the reads of its outputs', () => {
    const asked = ['region', 'teams', 'other']
    expect(usesOf('id of Teams', asked, { of: 'inputs', makers })).toEqual([
      'region: maker Event ▸ Webhook Event',
      'region: maker Calling ▸ Call Flow'
    ])
    expect(usesOf('id of Teams', asked, { of: 'outputs', makers })).toEqual([
      'teams: maker Calling ▸ Compose'
    ])
    expect(usesOf('id of Teams', asked, { of: 'options', makers })).toEqual([])
    expect(usesOf('id of Register', ['topic', 'why'], { of: 'inputs', makers })).toEqual([
      'topic: maker Event ▸ Webhook Event'
    ])
    expect(usesOf('id of Remove', ['topic', 'why'], { of: 'inputs', makers })).toEqual([
      'why: maker Event ▸ Webhook Event'
    ])
  })

  test('[row 45] are cards, each with what it uses it for', () => {
    const told = (id: string) =>
      helperUsersOf(id, makers, cardSpecs).map(({ flowName, cardName, as, gives }) => [
        flowName,
        cardName,
        as,
        gives
      ])
    expect(told('id of Register')).toEqual([['Event', 'Webhook Event', 'registration', null]])
    expect(told('id of Remove')).toEqual([['Event', 'Webhook Event', 'deregistration', null]])
    expect(told('id of Teams')).toEqual([
      ['Event', 'Webhook Event', 'choices', 'Team'],
      ['Calling', 'Call Flow', 'call', null]
    ])
    expect(told('id of Calling')).toEqual([])
  })

  test('do not include the flow itself', () => {
    const own = row('Teams', flowOf(cardOf('call-flow', 'again', { flowId: 'id of Teams' })))
    expect(helperUsersOf('id of Teams', [own], cardSpecs)).toEqual([])
  })
})

test('the uses of an action are cards that give values to its options and inputs, and cards that read its outputs', () => {
  const use = { connectorId: 'acme', versionId: 'one', actionFlowId: 'id of Create', connectionId: null }
  const inputs = { place: literal('board'), title: text('New') }
  const act = { ...cardOf('connector-action', 'act', use, inputs), title: 'Create issue' }
  const say = { ...cardOf('compose', 'say', {}, { text: pill('act', 'key') }), title: 'Say' }
  const doc = flowOf(act, say)
  const users: UsingFlow[] = [
    { flow: row('Reports', doc, null), on: true, uses: [{ of: 'action', doc, card: act, use }] }
  ]
  const asked = (of: FieldRole) => usesOf('id of Create', ['place', 'title', 'key', 'due'], { of, users })
  expect(asked('options')).toEqual([
    'place: user Reports ▸ Create issue',
    'title: user Reports ▸ Create issue'
  ])
  expect(asked('inputs')).toEqual(asked('options'))
  expect(asked('outputs')).toEqual(['key: user Reports ▸ Say'])
  expect(usesOf('id of Other', ['key'], { users })).toEqual([])
})
