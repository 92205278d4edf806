import { type Authentication, type Finding, literal, noAuthentication } from '@hookwright/model'
import { expect, test } from 'vitest'
import { type ReadinessInput, readinessOf } from './readiness.ts'

const event = { kind: 'webhook-event', active: true } as const

const finding = (code: Finding['code'], severity: Finding['severity']): Finding => ({
  code,
  severity,
  flowId: 'f',
  flowName: 'User created',
  cardId: null,
  field: null,
  message: 'A sentence.'
})

const fresh: ReadinessInput = {
  authentication: noAuthentication,
  connections: 0,
  flows: [],
  findings: [],
  versions: []
}

const said = (over: Partial<ReadinessInput>): Record<string, string> =>
  Object.fromEntries(readinessOf({ ...fresh, ...over }).map(({ id, state, say }) => [id, `${state}: ${say}`]))

test('a new connector has no step done', () => {
  expect(said({})).toEqual({
    authentication: 'open: Not chosen yet',
    connection: 'open: None yet',
    event: 'open: None yet',
    deploy: 'open: No versions yet'
  })
})

test('a deployed connector has every step done', () => {
  const authentication: Authentication = {
    ...noAuthentication,
    kind: 'api-key',
    baseUrl: literal('https://api.acme.example')
  }
  const versions = [
    { number: 4, status: 'test' },
    { number: 3, status: 'deployed' }
  ] as const
  expect(said({ authentication, connections: 2, flows: [event, event], versions })).toEqual({
    authentication: 'done: API key in a header',
    connection: 'done: 2 connections',
    event: 'done: 2 events',
    deploy: 'done: Version 3'
  })
})

test('a sign-in without a base URL is not done', () => {
  const authentication: Authentication = { ...noAuthentication, kind: 'api-key' }
  expect(said({ authentication }).authentication).toBe('look: No base URL yet')
})

test('actions count like events', () => {
  const action = { kind: 'action', active: true } as const
  expect(said({ flows: [action] }).event).toBe('done: 1 action')
  expect(said({ flows: [event, action, action] }).event).toBe('done: 1 event, 2 actions')
})

test('a service without credentials is done once its base URL is set', () => {
  const authentication = {
    ...noAuthentication,
    baseUrl: { kind: 'literal', value: 'https://acme.example' }
  } as const
  expect(said({ authentication }).authentication).toBe('done: No credentials needed')
})

test('an incomplete event is named with what it lacks, errors first', () => {
  const warning = finding('HW-only-registration', 'warning')
  expect(said({ flows: [event], findings: [warning] }).event).toBe(
    'look: User created: no deregistration flow'
  )
  const findings = [finding('HW-name', 'error'), warning]
  expect(said({ flows: [event], findings }).event).toBe('look: 1 error to fix')
})

test('an event that users register by hand is named as such, and is done', () => {
  const byHand = finding('HW-no-registration', 'warning')
  expect(said({ flows: [event], findings: [byHand] }).event).toBe('done: 1 event, registered manually')
  expect(said({ flows: [event, event], findings: [byHand] }).event).toBe(
    'done: 2 events, 1 registered manually'
  )
})

test('an inactive event does not count', () => {
  expect(said({ flows: [{ ...event, active: false }] }).event).toBe('open: None yet')
})

test('a test version is not a deployment', () => {
  expect(said({ versions: [{ number: 1, status: 'test' }] }).deploy).toBe('open: Version 1 is not deployed')
})

test('steps are empty while their data is loading', () => {
  const none = { connections: null, flows: null, findings: null, versions: null }
  expect(said(none)).toEqual({
    authentication: 'open: Not chosen yet',
    connection: 'open: ',
    event: 'open: ',
    deploy: 'open: '
  })
})

test('a sign-in without a client ID is not done', () => {
  const code = { client: { ownership: 'maker', clientId: '' } } as const
  const authentication = {
    ...noAuthentication,
    kind: 'authorization-code',
    code
  } as unknown as Authentication
  expect(said({ authentication }).authentication).toBe('look: No client ID yet')
  expect(readinessOf({ ...fresh, authentication })[0]).toMatchObject({ tab: 'settings', at: 'client-id' })
})
