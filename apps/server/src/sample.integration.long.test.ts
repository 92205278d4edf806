import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { faultOf } from './testing/api-client.ts'
import { keptOf } from './testing/kept.ts'
import { openServer, type TestServer } from './testing/open-server.ts'
import { overHttp } from './testing/over-http.ts'
import { type PracticeService, startPractice } from './testing/practice.ts'
import { turnOff, turnOn } from './testing/switch.ts'

let practice: PracticeService
let server: TestServer

beforeAll(async () => {
  practice = await startPractice()
})
afterAll(() => practice?.stop())
beforeEach(async () => {
  server = await openServer({
    variables: {
      HOOKWRIGHT_OUTBOUND_ALLOW: practice.url,
      HOOKWRIGHT_PRACTICE_URL: practice.url,
      HOOKWRIGHT_PRACTICE_KEY: practice.apiKey
    }
  })
  onTestFinished(() => server.remove())
})

const doneOf = async () =>
  Object.fromEntries(
    (await server.api.installation.checklist.query()).items.map(({ id, done }) => [id, done])
  )

describe('the sample', () => {
  test('is a deployed connector without problems, connections, and a flow that is off', async () => {
    const { api } = server
    const sample = await api.installation.loadSample.mutate()
    const { connectorId, flowId } = sample
    expect(await api.connectors.get.query({ connectorId })).toMatchObject({ name: 'Acme HR' })
    expect(await api.versions.validate.query({ connectorId })).toEqual([])
    expect(await api.versions.list.query({ connectorId })).toMatchObject([{ number: 1, status: 'deployed' }])
    expect(await api.events.list.query()).toMatchObject([
      { connectorName: 'Acme HR', signature: { name: 'User created', options: [{ label: 'Department' }] } },
      { connectorName: 'Hookwright', signature: { name: 'Alert' } }
    ])
    const [testConnection] = await api.testConnections.list.query({ connectorId })
    const ping = await api.testConnections.ping.mutate({ connectionId: testConnection?.id ?? '' })
    expect(ping.status).toEqual({ is: 'succeeded' })
    expect((await api.flows.summaries.query()).rows).toMatchObject([
      { id: flowId, name: 'Welcome new joiners', problems: 0, subscription: null, pending: 'off' }
    ])
    expect(await api.flows.blockers.query({ flowId })).toEqual([])
  })

  test('works: on, an event, a run that welcomes, off', async () => {
    const { api } = server
    const { flowId } = await api.installation.loadSample.mutate()
    const { eventUrl } = await turnOn(api, flowId)
    const [subscription] = await practice.subscriptions()
    expect(subscription).toMatchObject({ url: eventUrl, eventType: 'user.created' })
    await practice.sendEvent({ eventType: 'user.created', data: { firstName: 'Zoë', lastName: 'Example' } })
    const [kept] = await keptOf(api, flowId, 1)
    const { steps, status } = await api.runs.get.query({ runId: kept?.id ?? '' })
    expect(status).toEqual({ is: 'succeeded' })
    expect(steps?.at(-1)?.outputs).toMatchObject({
      output: { body: expect.stringMatching(/^Welcome to .+, Zoë Example!$/) }
    })
    const { outputs } = await api.deliveries.get.query({ deliveryId: kept?.id ?? '' })
    expect(outputs?.groups.flatMap(({ fields }) => fields).every(({ is }) => is === 'matched')).toBe(true)
    expect((await practice.send(subscription?.id ?? '', 'forged')).status).toBe(401)
    expect((await practice.send(subscription?.id ?? '', 'stale')).status).toBe(401)
    expect((await overHttp(eventUrl, { method: 'POST', body: '{}' })).status).toBe(401)
    const { rows } = await api.deliveries.list.query({ flowId })
    expect(rows.filter(({ signed }) => signed)).toMatchObject([{ id: kept?.id }])
    await turnOff(api, flowId)
    expect(await practice.subscriptions()).toEqual([])
  })

  test('is there once, however often and by whomever it is loaded', async () => {
    const { api } = server
    const [one, two] = await Promise.all([
      api.installation.loadSample.mutate(),
      api.installation.loadSample.mutate()
    ])
    expect(two).toEqual(one)
    expect(await api.installation.loadSample.mutate()).toEqual(one)
    const maker = await server.add('Mia Example', 'maker')
    const theirs = await maker.installation.loadSample.mutate()
    expect(theirs.connectorId).toBe(one.connectorId)
    expect(theirs.flowId).not.toBe(one.flowId)
    expect(await api.connectors.list.query()).toHaveLength(1)
    expect(await api.versions.list.query({ connectorId: one.connectorId })).toHaveLength(1)
    expect(await api.makerFlows.list.query({ connectorId: one.connectorId })).toHaveLength(4)
  })

  test('goes on where it was broken off', async () => {
    const { api } = server
    const { connectorId, flowId } = await api.installation.loadSample.mutate()
    await api.flows.remove.mutate({ flowId })
    const again = await api.installation.loadSample.mutate()
    expect(again).toMatchObject({ connectorId })
    expect(again.flowId).not.toBe(flowId)
  })

  test('takes no connector of someone else’s for its own', async () => {
    const { api } = server
    await api.connectors.create.mutate({ name: 'acme hr' })
    expect(await faultOf(api.installation.loadSample.mutate())).toMatchObject({
      code: 'sample.name-taken',
      httpStatus: 409,
      details: { name: 'Acme HR' }
    })
    expect(await doneOf()).toMatchObject({ 'load-sample': false })
  })

  test('needs the practice service', async () => {
    const alone = await openServer()
    onTestFinished(() => alone.remove())
    expect((await faultOf(alone.api.installation.loadSample.mutate())).code).toBe('sample.no-practice')
    expect(await alone.api.installation.checklist.query()).toMatchObject({ sample: null, practiceUrl: null })
  })
})

describe('the checklist', () => {
  test('ticks what was done by what there is, and leaves looks to the page', async () => {
    const { api } = server
    const looks = { 'open-flow': null, 'see-run': null, 'open-builder': null }
    expect(await doneOf()).toEqual({ 'load-sample': false, 'turn-on': false, 'send-event': false, ...looks })
    const sample = await api.installation.loadSample.mutate()
    expect(await api.installation.checklist.query()).toMatchObject({ sample, practiceUrl: practice.url })
    expect(await doneOf()).toEqual({ 'load-sample': true, 'turn-on': false, 'send-event': false, ...looks })
    await turnOn(api, sample.flowId)
    expect(await doneOf()).toEqual({ 'load-sample': true, 'turn-on': true, 'send-event': false, ...looks })
    await practice.sendEvent({ eventType: 'user.created' })
    await keptOf(api, sample.flowId, 1)
    await turnOff(api, sample.flowId)
    expect(await doneOf()).toEqual({ 'load-sample': true, 'turn-on': true, 'send-event': true, ...looks })
    const maker = await server.add('Mia Example', 'maker')
    expect(await maker.installation.checklist.query()).toMatchObject({
      sample: null,
      items: [
        { id: 'load-sample', done: false },
        { id: 'open-flow' },
        { id: 'turn-on', done: false },
        { id: 'send-event', done: false },
        {},
        {}
      ]
    })
  })

  test('ticks nothing for a flow that never came on', async () => {
    const { api } = server
    const { flowId } = await api.installation.loadSample.mutate()
    await practice.switchFaults({ create: '403' })
    await expect(turnOn(api, flowId)).rejects.toThrow('It is not on')
    await practice.clear()
    expect(await doneOf()).toMatchObject({ 'turn-on': false })
  })
})
