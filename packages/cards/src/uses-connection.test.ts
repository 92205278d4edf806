import { eventsOfVersion } from '@hookwright/engine'
import { flowOf } from '@hookwright/engine/testing'
import {
  blankReceiving,
  type Flow,
  literal,
  noAuthentication,
  pill,
  type Scheme,
  text,
  type VersionSnapshot
} from '@hookwright/model'
import { expect, test } from 'vitest'
import { callFlow } from './call-flow/card.ts'
import { compose } from './compose/card.ts'
import { helperFlow } from './helper-flow/card.ts'
import { cardSpecs } from './index.ts'
import { rawRequest } from './raw-request/card.ts'
import { returnCard } from './return/card.ts'
import { returnOutputs } from './return-outputs/card.ts'
import { field, put } from './testing.ts'
import { webhookEvent } from './webhook-event/card.ts'

const withKey = {
  ...noAuthentication,
  fields: [{ id: 'key', label: 'API Key', entry: 'password' as const, required: true }]
}

const plain = { options: [], registrationFlowId: null, deregistrationFlowId: null }

const event = (config: object = plain, ...between: Flow['cards'][string][]): Flow =>
  flowOf(
    put(webhookEvent, 'event', { config: { ...plain, ...config } }),
    ...between,
    put(returnOutputs, 'end')
  )

const helper = (...between: Flow['cards'][string][]): Flow =>
  flowOf(put(helperFlow, 'start'), ...between, put(returnCard, 'end'))

const request = put(rawRequest, 'ask', { inputs: { url: literal('/people') } })

/** Returns true if an event with this flow and these helper flows requires a connection. */
const asks = (
  doc: Flow,
  helpers: Record<string, Flow> = {},
  authentication: VersionSnapshot['authentication'] = withKey
): boolean | undefined => {
  const flows = Object.entries({ event: doc, ...helpers })
  const snapshot: VersionSnapshot = {
    schemaVersion: 1,
    name: 'Acme HR',
    description: '',
    authentication,
    branding: { logo: null, accent: '#4f46e5', docsUrl: null },
    flows: flows.map(([id, each]) => ({ id, name: id, description: '', doc: each }))
  }
  return eventsOfVersion('v1', snapshot, cardSpecs)[0]?.[1].needsConnection
}

const signedWith = (key: Scheme['key']): Scheme => ({
  id: 'sign',
  algorithm: 'hmac-sha256',
  key,
  content: '{body}',
  signature: { from: 'header', name: 'x-signature', split: '', prefix: '', encoding: 'hex' },
  time: null,
  also: []
})
const checking = (key: Scheme['key']) => ({ receiving: { ...blankReceiving, verify: [signedWith(key)] } })

test('a manual event that only reads its payload needs no connection', () => {
  expect(asks(event())).toBe(false)
  expect(asks(event(plain, put(compose, 'say', { inputs: { text: pill('event', 'body') } })))).toBe(false)
  expect(asks(event(checking({ from: 'generated', decode: 'text' })))).toBe(false)
})

test('an event that registers at the service needs a connection', () => {
  expect(asks(event({ registrationFlowId: 'open' }), { open: helper(request) })).toBe(true)
  expect(asks(event({ deregistrationFlowId: 'close' }), { close: helper(request) })).toBe(true)
})

test('an event that verifies with a key of the connection needs a connection', () => {
  expect(asks(event(checking({ from: 'connection', field: 'key', decode: 'text' })))).toBe(true)
})

test('an event with a card that sends a request or reads a value of the connection needs a connection', () => {
  expect(asks(event(plain, request))).toBe(true)
  const reads = put(compose, 'say', { inputs: { text: text('Key ', pill('event', 'connection.key')) } })
  expect(asks(event(plain, reads))).toBe(true)
})

test('called flows count, and so do flows that fill an option', () => {
  const calls = put(callFlow, 'call', { config: { flowId: 'help' } })
  expect(asks(event(plain, calls), { help: helper(request) })).toBe(true)
  expect(asks(event(plain, calls), { help: helper(put(compose, 'say')) })).toBe(false)
  expect(asks(event(plain, calls))).toBe(true)
  const options = [
    field('team', 'Team', {
      fieldType: 'dropdown',
      choices: { from: 'flow', flowId: 'teams', inputs: {} }
    })
  ]
  expect(asks(event({ options }), { teams: helper(request) })).toBe(true)
})

test('a connector without credentials needs no connection for any event', () => {
  expect(asks(event(plain, request), {}, noAuthentication)).toBe(false)
})
