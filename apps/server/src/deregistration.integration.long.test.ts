import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { greetingFlow } from './testing/acme-connector.ts'
import { forgivingDeregistration } from './testing/acme-flows.ts'
import { type AcmeStage, openStage } from './testing/acme-stage.ts'
import { faultOf } from './testing/api-client.ts'
import { overHttp } from './testing/over-http.ts'
import { type AcmeFaults, type PracticeService, startPractice } from './testing/practice.ts'
import { storedDeliveriesOf } from './testing/stored-deliveries.ts'
import { addFlow, entriesOf, newestOf, readAttempts, settled, turnOff, turnOn } from './testing/switch.ts'
import { waitFor } from './testing/wait-for.ts'

let practice: PracticeService
let stage: AcmeStage
let hasty: AcmeStage
/** Test server whose connector has a deregistration flow that accepts a 404 as success. */
let forgiving: AcmeStage

beforeAll(async () => {
  practice = await startPractice()
  stage = await openStage(practice)
  hasty = await openStage(practice, {
    variables: { HOOKWRIGHT_OUTBOUND_ALLOW: practice.url, HOOKWRIGHT_REGISTRATION_SECONDS: '1' }
  })
  forgiving = await openStage(practice, { deregistration: forgivingDeregistration })
})
afterAll(async () => {
  await stage?.server.remove()
  await hasty?.server.remove()
  await forgiving?.server.remove()
  await practice?.stop()
})
beforeEach(() => practice.clear())

/** Turns a new flow on, then off while the service fails. */
const turnOffUnder = async ({ api, newFlow }: AcmeStage, faults: AcmeFaults) => {
  const flowId = await newFlow()
  const { eventUrl } = await turnOn(api, flowId)
  await practice.switchFaults(faults)
  await api.subscriptions.switchOff.mutate({ flowId })
  return { flowId, eventUrl }
}

describe('a deregistration that the service does not carry out', () => {
  test.each(['403', '500'] as const)(
    '[row 87] answered with %s: the flow is off at once, and an entry owns what is left until someone closes it',
    async remove => {
      const { api } = stage
      const { flowId, eventUrl } = await turnOffUnder(stage, { remove })
      expect((await overHttp(eventUrl, { method: 'POST' })).status).toBe(410)
      const subscription = await settled(api, flowId)
      expect(subscription).toMatchObject({
        status: { is: 'ended', how: 'turned-off' },
        wanted: false,
        fault: { code: 'deregistration.failed', details: { cause: 'http.status', status: Number(remove) } }
      })
      const { attempts } = await readAttempts(api, subscription)
      expect(attempts).toMatchObject([
        { kind: 'registration', outcome: 'succeeded' },
        { kind: 'deregistration', outcome: 'failed', fault: { code: 'deregistration.failed' } }
      ])
      expect(await practice.subscriptions()).toMatchObject([{ url: eventUrl }])
      const [entry] = await entriesOf(api, subscription)
      expect(entry).toMatchObject({ flowId, status: { is: 'open' }, why: { code: 'deregistration.failed' } })

      const closing = { entryId: entry?.id ?? '', reason: 'Removed on the page of Acme Directory.' }
      await api.subscriptions.closeCleanupEntry.mutate(closing)
      expect(await entriesOf(api, subscription)).toMatchObject([
        { status: { is: 'closed', how: 'by-hand', reason: closing.reason } }
      ])
      expect(await faultOf(api.subscriptions.closeCleanupEntry.mutate(closing))).toMatchObject({
        code: 'cleanup.closed',
        httpStatus: 409
      })
    }
  )

  test('hanging: the flow is off at once, and ends when the time is over', async () => {
    const { api } = hasty
    const { flowId, eventUrl } = await turnOffUnder(hasty, { remove: 'hang' })
    expect((await newestOf(api, flowId)).status.is).toBe('deregistering')
    expect((await overHttp(eventUrl, { method: 'POST' })).status).toBe(410)
    const subscription = await settled(api, flowId)
    expect(subscription).toMatchObject({
      status: { is: 'ended', how: 'turned-off' },
      fault: { code: 'deregistration.timed-out', details: { seconds: 1 } }
    })
    expect(subscription.fault?.message).toContain(
      '(it was at the card “Remove subscription”: DELETE /api/subscriptions/'
    )
    expect(subscription.fault?.message).toContain(` at ${practice.host})`)
    expect((await readAttempts(api, subscription)).attempts.at(-1)?.outcome).toBe('timed-out')
    expect(await entriesOf(api, subscription)).toMatchObject([{ status: { is: 'open' } }])
    await practice.switchFaults({})
    const again = await turnOn(api, flowId)
    expect(again.eventUrl).not.toBe(eventUrl)
  })

  test('lost after the execute: an entry is kept, since nobody knows', async () => {
    const { api } = stage
    const { flowId } = await turnOffUnder(stage, { remove: 'drop-after-delete' })
    const subscription = await settled(api, flowId)
    expect(subscription).toMatchObject({
      status: { is: 'ended', how: 'turned-off' },
      fault: { code: 'deregistration.failed', details: { cause: 'http.no-answer' } }
    })
    expect(await entriesOf(api, subscription)).toMatchObject([{ status: { is: 'open' } }])
    expect(await practice.subscriptions()).toEqual([])
  })
})

// review: cores A18, services 6
test('a deregistration answered with 404 means that the registration is gone: no fault, and no entry', async () => {
  const { api } = stage
  const { flowId, eventUrl } = await turnOffUnder(stage, { remove: '404' })
  const subscription = await settled(api, flowId)
  expect(subscription).toMatchObject({
    status: { is: 'ended', how: 'turned-off' },
    wanted: false,
    fault: null
  })
  expect((await readAttempts(api, subscription)).attempts).toMatchObject([
    { kind: 'registration', outcome: 'succeeded' },
    { kind: 'deregistration', outcome: 'succeeded', fault: null }
  ])
  expect(await entriesOf(api, subscription)).toEqual([])
  expect((await overHttp(eventUrl, { method: 'POST' })).status).toBe(410)
})

describe('a deregistration flow that takes a 404 for a success', () => {
  test('ends clean when the subscription is gone already', async () => {
    const { api } = forgiving
    const flowId = await forgiving.newFlow()
    await turnOn(api, flowId)
    await practice.clear()
    const subscription = await turnOff(api, flowId)
    expect(subscription).toMatchObject({ status: { is: 'ended', how: 'turned-off' }, fault: null })
    expect(await entriesOf(api, subscription)).toEqual([])
  })

  test('does not take a 500 for one', async () => {
    const { api } = forgiving
    const { flowId } = await turnOffUnder(forgiving, { remove: '500' })
    const subscription = await settled(api, flowId)
    expect(subscription.fault).toMatchObject({
      code: 'deregistration.failed',
      details: { cause: 'card.failed' }
    })
    expect(subscription.fault?.message).toContain('The subscription is still there')
    expect(await entriesOf(api, subscription)).toMatchObject([{ status: { is: 'open' } }])
  })
})

test('deregistration uses the connection as it is now', async () => {
  const { api, connectionId, newFlow } = stage
  const [kept, lost] = [await newFlow(), await newFlow()]
  await turnOn(api, kept)
  await turnOn(api, lost)
  await api.connections.replaceValues.mutate({ connectionId, values: { apiKey: 'acme_withdrawn' } })
  expect(await turnOff(api, lost)).toMatchObject({
    fault: { code: 'deregistration.failed', details: { status: 401 } }
  })
  await api.connections.replaceValues.mutate({ connectionId, values: { apiKey: practice.apiKey } })
  expect(await turnOff(api, kept)).toMatchObject({ fault: null })
})

test('events that came before the flow was turned off still run', async () => {
  const { api, newFlow } = stage
  const flowId = await newFlow()
  const { eventUrl } = await turnOn(api, flowId)
  const sent = Array.from({ length: 20 }, () => overHttp(eventUrl, { method: 'POST', body: '{}' }))
  const [answers] = await Promise.all([Promise.all(sent), api.subscriptions.switchOff.mutate({ flowId })])
  const accepted = answers.filter(({ status }) => status === 202).length
  const gone = answers.filter(({ status }) => status === 410).length
  expect(accepted + gone).toBe(20)
  const kept = await storedDeliveriesOf(api, flowId, accepted)
  expect(kept.map(delivery => delivery.status.is)).toEqual(Array.from({ length: accepted }, () => 'done'))
  const runs = (await api.runs.list.query({ flowId })).rows.filter(run => run.kind === 'flow')
  expect(runs).toHaveLength(accepted)
})

describe('a flow that is on and deleted', () => {
  test('[row 89] is turned off at the service', async () => {
    const { api, newFlow } = stage
    const flowId = await newFlow()
    const { eventUrl } = await turnOn(api, flowId)
    await api.flows.remove.mutate({ flowId })
    expect((await overHttp(eventUrl, { method: 'POST' })).status).toBe(410)
    await waitFor(
      () => practice.subscriptions(),
      seen => seen.length === 0
    )
    expect((await faultOf(api.flows.get.query({ flowId }))).code).toBe('flow.gone')
  })

  test('[row 89] leaves an entry that its owner sees and closes when the service refuses', async () => {
    const { server, acme } = stage
    const api = await server.add('Uma Example', 'user')
    const connection = await api.connections.create.mutate({
      connectorId: acme.connectorId,
      name: 'Uma’s account',
      values: { apiKey: practice.apiKey }
    })
    const doc = greetingFlow(acme, { connectionId: connection.id })
    const flowId = await addFlow(api, 'To be deleted', doc)
    const { subscription } = await turnOn(api, flowId)
    await practice.switchFaults({ remove: '403' })
    await api.flows.remove.mutate({ flowId })
    const [entry] = await waitFor(
      () => entriesOf(api, subscription),
      ([first]) => first !== undefined
    )
    expect(entry?.status.is).toBe('open')
    expect((await readAttempts(api, subscription)).attempts).toHaveLength(2)
    await api.subscriptions.closeCleanupEntry.mutate({ entryId: entry?.id ?? '', reason: 'Done by hand.' })
    expect((await entriesOf(api, subscription))[0]?.status.is).toBe('closed')
  })
})
