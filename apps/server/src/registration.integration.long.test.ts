import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { greetingFlow } from './testing/acme-connector.ts'
import { type AcmeStage, openStage } from './testing/acme-stage.ts'
import { faultOf } from './testing/api-client.ts'
import { findFreePort } from './testing/free-port.ts'
import { overHttp } from './testing/over-http.ts'
import { type AcmeFaults, type PracticeService, startPractice } from './testing/practice.ts'
import { startGate } from './testing/practice-gate.ts'
import { storedDeliveriesOf } from './testing/stored-deliveries.ts'
import { type StubAnswer, startStub } from './testing/stub-service.ts'
import {
  type addFlow,
  entriesOf,
  eventUrlOf,
  newestOf,
  readAttempts,
  settled,
  turnOff,
  turnOn
} from './testing/switch.ts'
import { waitFor } from './testing/wait-for.ts'

let practice: PracticeService
/** Test server whose registrations have the default timeout; in `hasty`, the timeout is one second. */
let patient: AcmeStage
let hasty: AcmeStage

beforeAll(async () => {
  practice = await startPractice()
  patient = await openStage(practice)
  hasty = await openStage(practice, hastily(practice))
})
afterAll(async () => {
  await patient?.server.remove()
  await hasty?.server.remove()
  await practice?.stop()
})
beforeEach(() => practice.clear())

/**
 * Returns options for `openStage`: the server may call this service and has a registration timeout of one
 * second.
 */
const hastily = (service: { url: string }) => ({
  variables: { HOOKWRIGHT_OUTBOUND_ALLOW: service.url, HOOKWRIGHT_REGISTRATION_SECONDS: '1' }
})

/**
 * Opens a test server and connector for a delayed service. The service executes requests immediately, and
 * responds once the test calls `open`.
 */
const openLate = async (variables: Record<string, string> = {}) => {
  const door = await startGate(practice)
  const { server, ...stage } = await openStage(door, { variables })
  onTestFinished(async () => {
    door.open()
    await server.remove()
    await door.stop()
  })
  door.shut()
  return { ...stage, open: door.open }
}

/** Turns a new flow on while the service fails; returns its subscription once it has settled. */
const turnOnUnder = async ({ api, newFlow }: AcmeStage, faults: AcmeFaults) => {
  const flowId = await newFlow()
  await practice.switchFaults(faults)
  await api.subscriptions.switchOn.mutate({ flowId })
  return settled(api, flowId)
}

describe('a registration that the service does not carry out', () => {
  test.each([
    ['403', 'refused', 'http.status', 'was answered with 403', 'failed'],
    ['500', 'uncertain', 'http.status', 'was answered with 500', 'uncertain'],
    ['html', 'uncertain', 'http.not-json', 'text/html', 'uncertain'],
    ['empty', 'uncertain', 'card.failed', 'without an id', 'uncertain']
  ] as const)('[row 82a, 82b] answered with %s ends %s', async (create, how, code, words, outcome) => {
    const { api } = patient
    const subscription = await turnOnUnder(patient, { create })
    const fault = {
      code: how === 'refused' ? 'registration.refused' : 'registration.may-exist',
      details: { cause: code }
    }
    expect(subscription).toMatchObject({ status: { is: 'ended', how }, wanted: false, fault })
    expect(subscription.fault?.message).toContain(words)
    const { attempts, run } = await readAttempts(api, subscription)
    expect(attempts).toMatchObject([{ kind: 'registration', outcome, fault }])
    expect(run).toMatchObject({ kind: 'registration', status: { is: 'failed', fault: { code } } })
    expect(await practice.subscriptions()).toEqual([])
    expect(await entriesOf(api, subscription)).toEqual([])
    const eventUrl = await eventUrlOf(api, subscription)
    expect((await overHttp(eventUrl, { method: 'POST' })).status).toBe(410)
    await practice.switchFaults({})
    expect((await turnOn(api, subscription.flowId)).subscription.status.is).toBe('on')
  })

  test('to an unreachable service ends refused, since nothing was created', async () => {
    const port = await findFreePort()
    const nobody = { url: `http://127.0.0.1:${port}`, host: `127.0.0.1:${port}`, apiKey: 'acme_any' }
    const stage = await openStage(nobody)
    const flowId = await stage.newFlow()
    await stage.api.subscriptions.switchOn.mutate({ flowId })
    expect(await settled(stage.api, flowId)).toMatchObject({
      status: { is: 'ended', how: 'refused' },
      fault: { code: 'registration.refused', details: { cause: 'http.no-answer' } }
    })
    await stage.server.remove()
  })

  test('at a private address that is not allowed is not sent at all', async () => {
    const stage = await openStage(practice, { variables: { HOOKWRIGHT_OUTBOUND_ALLOW: '' } })
    const flowId = await stage.newFlow()
    await stage.api.subscriptions.switchOn.mutate({ flowId })
    expect(await settled(stage.api, flowId)).toMatchObject({
      status: { is: 'ended', how: 'refused' },
      fault: { code: 'registration.refused', details: { cause: 'http.refused-address' } }
    })
    await stage.server.remove()
    expect(await practice.subscriptions()).toEqual([])
  })
})

describe('a registration whose answer does not come in time', () => {
  test('[row 83] hangs: the flow stays off, and an entry owns what may exist until someone closes it', async () => {
    const { api } = hasty
    const subscription = await turnOnUnder(hasty, { create: 'hang' })
    expect(subscription).toMatchObject({
      status: { is: 'ended', how: 'timed-out' },
      fault: { code: 'registration.timed-out', details: { seconds: 1 } }
    })
    expect(subscription.fault?.message).toContain(
      `(it was at the card “Create subscription”: POST /api/subscriptions at ${practice.host})`
    )
    const [entry] = await entriesOf(api, subscription)
    expect(entry).toMatchObject({ status: { is: 'open' }, why: { code: 'registration.timed-out' } })
    // Nobody waits for the answer any longer than once more the time for it.
    await waitFor(
      () => readAttempts(api, subscription),
      ({ run }) => run?.finishedAt !== null
    )
    expect((await entriesOf(api, subscription))[0]?.status.is).toBe('open')

    const closing = { entryId: entry?.id ?? '', reason: 'I looked there: nothing was made.' }
    await api.subscriptions.closeCleanupEntry.mutate(closing)
    expect((await entriesOf(api, subscription))[0]?.status).toMatchObject({
      is: 'closed',
      how: 'by-hand',
      reason: closing.reason
    })
    expect(await faultOf(api.subscriptions.closeCleanupEntry.mutate(closing))).toMatchObject({
      code: 'cleanup.closed',
      httpStatus: 409
    })
    const nobodys = { ...closing, entryId: '01900000-0000-7000-8000-000000000000' }
    expect((await faultOf(api.subscriptions.closeCleanupEntry.mutate(nobodys))).code).toBe('cleanup.gone')
  })

  test('[row 84] answers late: the subscription is deleted at the service, and the entry is closed', async () => {
    const { api, newFlow, open } = await openLate({ HOOKWRIGHT_REGISTRATION_SECONDS: '2' })
    const flowId = await newFlow()
    await api.subscriptions.switchOn.mutate({ flowId })
    const subscription = await settled(api, flowId)
    expect(subscription.status).toEqual({ is: 'ended', how: 'timed-out' })
    expect((await entriesOf(api, subscription))[0]?.status.is).toBe('open')
    open()
    const [entry] = await waitFor(
      () => entriesOf(api, subscription),
      ([first]) => first?.status.is === 'closed'
    )
    expect(entry?.status).toMatchObject({ how: 'deregistered' })
    expect(await practice.subscriptions()).toEqual([])
    const { attempts } = await readAttempts(api, subscription)
    expect(attempts).toMatchObject([
      { kind: 'registration', outcome: 'timed-out' },
      { kind: 'compensation', outcome: 'succeeded', fault: null }
    ])
    expect((await newestOf(api, subscription.flowId)).status).toEqual({ is: 'ended', how: 'timed-out' })
  })

  test('answers late with a refusal: nothing exists, and the entry is closed', async () => {
    const held: ((answer: StubAnswer) => void)[] = []
    const stub = await startStub(() => new Promise(resolve => held.push(resolve)))
    const stage = await openStage({ ...stub, apiKey: 'acme_any' }, hastily(stub))
    const flowId = await stage.newFlow()
    await stage.api.subscriptions.switchOn.mutate({ flowId })
    const subscription = await settled(stage.api, flowId)
    expect(subscription.status).toEqual({ is: 'ended', how: 'timed-out' })
    held[0]?.({ status: 403, json: { error: 'no' } })
    const [entry] = await waitFor(
      () => entriesOf(stage.api, subscription),
      ([first]) => first?.status.is === 'closed'
    )
    expect(entry?.status).toMatchObject({ how: 'deregistered' })
    expect(stub.asked).toEqual(['POST /api/subscriptions'])
    expect((await readAttempts(stage.api, subscription)).attempts).toHaveLength(1)
    await stage.server.remove()
    await stub.stop()
  })

  test('is lost after the execute: the subscription is uncertain, and owns what exists', async () => {
    const { api } = patient
    const subscription = await turnOnUnder(patient, { create: 'drop-after-create' })
    expect(subscription).toMatchObject({
      status: { is: 'ended', how: 'uncertain' },
      fault: { code: 'registration.may-exist', details: { cause: 'http.no-answer' } }
    })
    expect(await practice.subscriptions()).toMatchObject([{ url: await eventUrlOf(api, subscription) }])
  })
})

describe('turning on that is cancelled', () => {
  test('ends at once although the service hangs, and an entry owns what may exist', async () => {
    const stub = await startStub(() => new Promise(() => {}))
    const stage = await openStage({ ...stub, apiKey: 'acme_any' }, hastily(stub))
    const flowId = await stage.newFlow()
    await stage.api.subscriptions.switchOn.mutate({ flowId })
    await waitFor(
      () => stub.asked.length,
      asked => asked === 1
    )
    await stage.api.subscriptions.switchOff.mutate({ flowId })
    const subscription = await newestOf(stage.api, flowId)
    expect(subscription).toMatchObject({
      status: { is: 'ended', how: 'cancelled' },
      fault: { code: 'registration.cancelled' }
    })
    await waitFor(
      () => readAttempts(stage.api, subscription),
      ({ run }) => run?.finishedAt !== null
    )
    expect(await entriesOf(stage.api, subscription)).toMatchObject([{ status: { is: 'open' } }])
    await stage.server.remove()
    await stub.stop()
  })

  test('undoes what the service made meanwhile', async () => {
    const { api, newFlow, open } = await openLate()
    const flowId = await newFlow()
    await api.subscriptions.switchOn.mutate({ flowId })
    await waitFor(
      () => practice.subscriptions(),
      seen => seen.length === 1
    )
    await api.subscriptions.switchOff.mutate({ flowId })
    const subscription = await newestOf(api, flowId)
    expect(subscription.status).toEqual({ is: 'ended', how: 'cancelled' })
    const [entry] = await entriesOf(api, subscription)
    expect(entry).toMatchObject({ status: { is: 'open' }, why: { code: 'registration.cancelled' } })
    open()
    await waitFor(
      () => entriesOf(api, subscription),
      ([first]) => first?.status.is === 'closed'
    )
    expect(await practice.subscriptions()).toEqual([])
    expect((await turnOn(api, flowId)).subscription.status.is).toBe('on')
  })
})

describe('events that come while the flow is turned on', () => {
  test('are stored, and run once when the flow is on', async () => {
    const { api, newFlow, open } = await openLate()
    const flowId = await newFlow()
    const { id } = await api.subscriptions.switchOn.mutate({ flowId })
    await waitFor(
      () => practice.subscriptions(),
      seen => seen.length === 1
    )
    await practice.sendEvent({ eventType: 'user.created', count: 3 })
    expect((await practice.deliveries()).slice(0, 3).map(delivery => delivery.status)).toEqual([
      202, 202, 202
    ])
    expect(await newestOf(api, flowId)).toMatchObject({ id, status: { is: 'registering' } })
    const { rows: early } = await api.deliveries.list.query({ flowId })
    expect(early.map(delivery => delivery.status.is)).toEqual(['accepted', 'accepted', 'accepted'])
    open()
    expect((await settled(api, flowId)).status.is).toBe('on')
    const kept = await storedDeliveriesOf(api, flowId, 3)
    expect(kept.map(delivery => delivery.status.is)).toEqual(['done', 'done', 'done'])
    const runs = (await api.runs.list.query({ flowId })).rows.filter(run => run.kind === 'flow')
    expect(runs.map(run => run.deliveryId).toSorted()).toEqual(kept.map(delivery => delivery.id).toSorted())
  })

  test('are never run when the registration fails', async () => {
    const { api } = hasty
    const flowId = await hasty.newFlow()
    await practice.switchFaults({ create: 'hang' })
    const { id } = await api.subscriptions.switchOn.mutate({ flowId })
    const eventUrl = await eventUrlOf(api, { id })
    expect((await overHttp(eventUrl, { method: 'POST', body: '{}' })).status).toBe(202)
    expect((await settled(api, flowId)).status).toEqual({ is: 'ended', how: 'timed-out' })
    const [kept] = await storedDeliveriesOf(api, flowId, 1)
    expect(kept?.status).toEqual({ is: 'filtered', why: 'registration failed' })
    expect((await api.runs.list.query({ flowId })).rows.filter(run => run.kind === 'flow')).toEqual([])
    expect((await overHttp(eventUrl, { method: 'POST', body: '{}' })).status).toBe(410)
  })
})

test('[row 85] a service that has to be set up by hand needs no registration flow', async () => {
  const stage = await openStage(practice, { registration: null, deregistration: null })
  const flowId = await stage.newFlow()
  const { eventUrl } = await turnOn(stage.api, flowId)
  expect(await practice.subscriptions()).toEqual([])
  await practice.subscribe(eventUrl)
  await practice.sendEvent({ eventType: 'user.created' })
  expect(await storedDeliveriesOf(stage.api, flowId, 1)).toMatchObject([{ status: { is: 'done' } }])
  expect((await turnOff(stage.api, flowId)).status).toEqual({ is: 'ended', how: 'turned-off' })
  await stage.server.remove()
})

describe('a flow cannot be turned on', () => {
  const refusal = async (doc: Parameters<typeof addFlow>[2], name: string | null = 'Refused') => {
    const { id: flowId } = await patient.api.flows.create.mutate({ name, doc })
    return faultOf(patient.api.subscriptions.switchOn.mutate({ flowId }))
  }
  const doc = (change: { connectionId?: string; eventType?: string; versionId?: string } = {}) =>
    greetingFlow(
      { ...patient.acme, ...(change.versionId && { versionId: change.versionId }) },
      {
        connectionId: change.connectionId ?? patient.connectionId,
        ...(change.eventType !== undefined && { eventType: change.eventType })
      }
    )

  test('without a name', async () => {
    expect(await refusal(doc(), null)).toMatchObject({ code: 'flow.not-saved', httpStatus: 409 })
  })

  test('with an event of a version that does not exist', async () => {
    const refused = await refusal(doc({ versionId: '01900000-0000-7000-8000-000000000000' }))
    expect(refused.code).toBe('subscription.cannot-turn-on')
    expect(refused.message).toContain('Choose the event again')
  })

  test('without the event of a connector', async () => {
    const refused = await refusal({ schemaVersion: 1, strip: [], cards: {} })
    expect(refused.code).toBe('subscription.cannot-turn-on')
  })

  test('with a connection that does not exist', async () => {
    const refused = await refusal(doc({ connectionId: '01900000-0000-7000-8000-000000000000' }))
    expect(refused.code).toBe('subscription.cannot-turn-on')
    expect(refused.message).toContain('The connection of the flow was deleted. Choose another connection.')
  })

  test('when it does not exist', async () => {
    const flowId = '01900000-0000-7000-8000-000000000000'
    expect((await faultOf(patient.api.subscriptions.switchOn.mutate({ flowId }))).code).toBe('flow.gone')
  })
})
