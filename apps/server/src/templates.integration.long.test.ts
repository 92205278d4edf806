import {
  actionTemplate,
  deregistrationTemplate,
  probeTemplate,
  registrationTemplate
} from '@hookwright/cards/templates'
import { type Binding, type Flow, literal, pill, practiceRules } from '@hookwright/model'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { card, drawFlow, field } from './seed/draw-flow.ts'
import { acmeAuthentication } from './testing/acme-connector.ts'
import type { Api } from './testing/api-client.ts'
import { openServer, type TestServer } from './testing/open-server.ts'
import { type PracticeService, startPractice } from './testing/practice.ts'
import { addFlow, entriesOf, newestOf, readAttempts, settled, turnOff, turnOn } from './testing/switch.ts'
import { waitFor } from './testing/wait-for.ts'

let practice: PracticeService
let server: TestServer
let api: Api
let connectorId: string
let connectionId: string | null = null
/**
 * Ids of the helper flows for the event “User created”. `inputs` has the ids of the registration flow's
 * inputs, by label.
 */
let helpers: { registrationFlowId: string; deregistrationFlowId: string }
let probeFlowId: string
let inputs: Record<string, string>

const userOptions = [field('kind', 'Event type'), field('where', 'Department', { required: false })]

/**
 * Creates an event with these options. `mapping` has the bindings for the inputs of the shared registration
 * flow, by label.
 */
const event = (
  options: ReturnType<typeof field>[],
  mapping: Record<string, Binding>,
  more: Flow['cards'][string]['config'] = {}
): Flow =>
  drawFlow(
    card('webhook-event', 'event', {
      config: { options, ...helpers, ...more },
      inputs: Object.fromEntries(
        Object.entries(mapping).map(([label, binding]) => [`registration.${inputs[label]}`, binding])
      )
    }),
    card('return-outputs', 'return', {
      config: { groups: [{ id: 'all', name: 'All', fields: [field('body', 'Body')] }], runMode: false }
    })
  )

const fromOption = (option: string): Binding => pill('event', `option.${option}`)

beforeAll(async () => {
  practice = await startPractice()
  server = await openServer({ variables: { HOOKWRIGHT_OUTBOUND_ALLOW: practice.url } })
  api = server.api
  connectorId = (await api.connectors.create.mutate({ name: 'Acme Directory' })).id
  const authentication = acmeAuthentication(practice)
  await api.connectors.authenticate.mutate({ connectorId, authentication })
  let count = 0
  const params = { options: userOptions, baseUrl: authentication.baseUrl, newId: () => `made${++count}` }
  const draw = async (name: string, doc: Flow) =>
    (await api.makerFlows.create.mutate({ connectorId, name, doc })).id
  helpers = {
    registrationFlowId: await draw('Register user created', registrationTemplate(params)),
    deregistrationFlowId: await draw('Deregister user created', deregistrationTemplate(params))
  }
  probeFlowId = await draw('Probe user created', probeTemplate(params))
  const { signatures } = await api.makerFlows.open.query({ flowId: helpers.registrationFlowId })
  const own = signatures.find(signature => signature.id === helpers.registrationFlowId)
  inputs = Object.fromEntries((own?.inputs ?? []).map(({ id, label }) => [label, id]))
})
afterAll(async () => {
  await server?.remove()
  await practice?.stop()
})
beforeEach(() => practice.clear())

/**
 * Adds an event to the connector and deploys it. Then adds a user's flow for the event, with these option
 * values.
 */
const flowOn = async (name: string, doc: Flow, values: Record<string, string>) => {
  const { id: eventFlowId } = await api.makerFlows.create.mutate({ connectorId, name, doc })
  const { id: versionId } = await api.versions.create.mutate({ connectorId })
  await api.versions.deploy.mutate({ versionId })
  // A connection can be made once there is a deployed version.
  connectionId ??= (
    await api.connections.create.mutate({ name: 'Mine', connectorId, values: { apiKey: practice.apiKey } })
  ).id
  const start = card('connector-event', 'event', {
    config: { connectorId, eventFlowId, versionId, connectionId, runMode: 'each' },
    inputs: Object.fromEntries(Object.entries(values).map(([option, value]) => [option, literal(value)]))
  })
  return addFlow(api, `On ${name}`, drawFlow(start))
}

test('[row 36, 37, 38, 79a, 79b, 86] one pair of helper flows serves two events, each with its own values, on and off', async () => {
  const users = await flowOn(
    'User created',
    event(userOptions, { 'Event type': fromOption('kind'), Department: fromOption('where') }),
    { kind: 'user.created', where: 'sales' }
  )
  const files = await flowOn(
    'File gone',
    event([field('what', 'What happened')], {
      'Event type': fromOption('what'),
      Department: literal('legal')
    }),
    { what: 'file.deleted' }
  )

  const first = await turnOn(api, users)
  const second = await turnOn(api, files)
  const there = await practice.subscriptions()
  expect(there).toHaveLength(2)
  expect(there).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ url: first.eventUrl, eventType: 'user.created', department: 'sales' }),
      expect.objectContaining({ url: second.eventUrl, eventType: 'file.deleted', department: 'legal' })
    ])
  )

  expect((await turnOff(api, users)).status).toEqual({ is: 'ended', how: 'turned-off' })
  expect(await practice.subscriptions()).toMatchObject([{ url: second.eventUrl }])
  expect((await turnOff(api, files)).status).toEqual({ is: 'ended', how: 'turned-off' })
  expect(await practice.subscriptions()).toEqual([])
  expect(await entriesOf(api, first.subscription)).toEqual([])
})

test('a flow with a probe is on once the service has sent a ping', async () => {
  const flowId = await flowOn(
    'User created and proven',
    event(
      userOptions,
      { 'Event type': fromOption('kind'), Department: fromOption('where') },
      { probe: 'service-sends-one', probeFlowId }
    ),
    { kind: 'user.created' }
  )
  const { subscription } = await turnOn(api, flowId)
  const { attempts } = await readAttempts(api, subscription)
  expect(attempts.map(({ kind, outcome }) => [kind, outcome])).toEqual([
    ['registration', 'succeeded'],
    ['probe', 'succeeded']
  ])
  await turnOff(api, flowId)
})

test('an option that is left empty is not asked for', async () => {
  const flowId = await flowOn(
    'User created anywhere',
    event(userOptions, { 'Event type': fromOption('kind'), Department: fromOption('where') }),
    { kind: 'user.created' }
  )
  await turnOn(api, flowId)
  expect(await practice.subscriptions()).toMatchObject([{ eventType: 'user.created', department: null }])
  await turnOff(api, flowId)
})

test('a template fails where the service refuses, and treats a missing subscription as deleted', async () => {
  const flowId = await flowOn(
    'User created with faults',
    event(userOptions, { 'Event type': fromOption('kind') }),
    { kind: 'user.created' }
  )
  await practice.switchFaults({ create: '403' })
  await api.subscriptions.switchOn.mutate({ flowId })
  await settled(api, flowId)
  const refused = await newestOf(api, flowId)
  expect(refused.status).toEqual({ is: 'ended', how: 'refused' })
  expect((await readAttempts(api, refused)).run?.status).toMatchObject({ is: 'failed' })

  await practice.switchFaults({})
  await turnOn(api, flowId)
  await practice.switchFaults({ remove: '404' })
  const gone = await turnOff(api, flowId)
  expect(gone.status).toEqual({ is: 'ended', how: 'turned-off' })
  expect(await entriesOf(api, gone)).toEqual([])

  await practice.clear()
  await turnOn(api, flowId)
  await practice.switchFaults({ remove: '500' })
  const left = await turnOff(api, flowId)
  expect(left.status).toEqual({ is: 'ended', how: 'turned-off' })
  expect(await entriesOf(api, left)).toHaveLength(1)
})

test('[row 105] the service signs with the secret that the template passes to it, and only verified requests are accepted', async () => {
  const receiving = practiceRules({ from: 'generated', decode: 'text' })
  const flowId = await flowOn(
    'User created and signed',
    event(userOptions, { 'Event type': fromOption('kind') }, { receiving }),
    { kind: 'user.created' }
  )
  await turnOn(api, flowId)
  const [there] = await practice.subscriptions()
  const at = there?.id ?? ''

  expect((await practice.send(at, 'genuine')).status).toBe(202)
  expect((await practice.send(at, 'forged')).status).toBe(401)
  // A key that nobody made here verifies nothing, though the service signs with it.
  await practice.rotate(at)
  expect((await practice.send(at, 'genuine')).status).toBe(401)

  const { rows } = await waitFor(
    () => api.deliveries.list.query({ flowId }),
    seen => seen.rows.every(({ status }) => status.is !== 'accepted')
  )
  const bad = { status: { is: 'refused' }, verdict: { reason: 'bad-signature', facts: { keys: 1 } } }
  expect(rows).toMatchObject([bad, bad, { status: { is: 'done' }, run: { status: { is: 'succeeded' } } }])
  await turnOff(api, flowId)
  expect(await practice.subscriptions()).toEqual([])
})

test('the example of an action assigns a laptop to the person whose ID it is given', async () => {
  const { baseUrl } = acmeAuthentication(practice)
  let count = 0
  const doc = actionTemplate({ baseUrl, newId: () => `example${++count}` })
  const { id: flowId } = await api.makerFlows.create.mutate({ connectorId, name: 'Assign equipment', doc })
  const { signatures } = await api.makerFlows.open.query({ flowId })
  const inputId = signatures.find(({ id }) => id === flowId)?.inputs[0]?.id ?? ''
  const { id: testConnectionId } = await api.testConnections.create.mutate({
    connectorId,
    name: 'Practice',
    values: { apiKey: practice.apiKey }
  })
  const run = await api.makerFlows.test.mutate({
    flowId,
    values: { [inputId]: 'usr_0123456789ab' },
    connectionId: testConnectionId
  })
  expect(run.status).toEqual({ is: 'succeeded' })
  expect(Object.values(run.result ?? {})).toEqual([
    expect.stringMatching(/^eqp_/),
    expect.stringMatching(/./)
  ])
})
