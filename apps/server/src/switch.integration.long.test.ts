import { literal, pill, text } from '@hookwright/model'
import { describe, expect, onTestFinished, test } from 'vitest'
import { card, drawFlow, field } from './seed/draw-flow.ts'
import { connectAcme, deployAcme, greetingFlow } from './testing/acme-connector.ts'
import { type AcmeStage, onAcmeStage, openStage } from './testing/acme-stage.ts'
import { faultIn, faultOf } from './testing/api-client.ts'
import { findFreePort } from './testing/free-port.ts'
import { openServer } from './testing/open-server.ts'
import { overHttp } from './testing/over-http.ts'
import { openDoorbell } from './testing/plain-connector.ts'
import type { PracticeService } from './testing/practice.ts'
import { startGate } from './testing/practice-gate.ts'
import { storedDeliveriesOf } from './testing/stored-deliveries.ts'
import { addFlow, entriesOf, readAttempts, settled, turnOff, turnOn } from './testing/switch.ts'
import { waitFor } from './testing/wait-for.ts'

let practice: PracticeService
let stage: AcmeStage

onAcmeStage(opened => {
  practice = opened.practice
  stage = opened.stage
})

/** Returns the number of successful calls, and the distinct fault codes of the failed calls. */
const outcomesOf = async (calls: Promise<unknown>[]) => {
  const faults = await Promise.all(calls.map(call => faultIn(call)))
  return {
    done: faults.filter(fault => fault === null).length,
    codes: [...new Set(faults.flatMap(fault => (fault === null ? [] : [fault.code])))]
  }
}

describe('clicks on the switch at the same time', () => {
  test('turn a flow on once', async () => {
    const { api, newFlow } = stage
    const flowId = await newFlow()
    const clicks = Array.from({ length: 8 }, () => api.subscriptions.switchOn.mutate({ flowId }))
    expect(await outcomesOf(clicks)).toEqual({ done: 1, codes: ['subscription.already-on'] })
    expect((await settled(api, flowId)).status.is).toBe('on')
    expect(await practice.subscriptions()).toHaveLength(1)
    expect(await api.subscriptions.list.query({ flowId })).toHaveLength(1)
  })

  test('turn it off once', async () => {
    const { api, newFlow } = stage
    const flowId = await newFlow()
    await turnOn(api, flowId)
    const clicks = Array.from({ length: 8 }, () => api.subscriptions.switchOff.mutate({ flowId }))
    expect(await outcomesOf(clicks)).toEqual({ done: 1, codes: ['subscription.already-off'] })
    const subscription = await settled(api, flowId)
    expect(subscription.status).toEqual({ is: 'ended', how: 'turned-off' })
    expect((await readAttempts(api, subscription)).attempts).toHaveLength(2)
  })

  test('leave it in one known status, whatever comes first', async () => {
    const { api, newFlow } = stage
    const flowId = await newFlow()
    const clicks = Array.from({ length: 12 }, (_, index) =>
      index % 2 === 0
        ? api.subscriptions.switchOn.mutate({ flowId })
        : api.subscriptions.switchOff.mutate({ flowId })
    )
    await outcomesOf(clicks)
    await waitFor(
      () => api.subscriptions.list.query({ flowId }),
      seen => seen.every(({ status }) => status.is === 'on' || status.is === 'ended')
    )
    const all = await api.subscriptions.list.query({ flowId })
    const wanted = all.filter(subscription => subscription.wanted)
    expect(wanted.length).toBeLessThanOrEqual(1)
    // What was cancelled half-way is undone once its answer has come.
    await waitFor(
      async () => (await Promise.all(all.map(each => entriesOf(api, each)))).flat(),
      entries => entries.every(entry => entry.status.is === 'closed')
    )
    await waitFor(
      () => practice.subscriptions(),
      seen => seen.length === wanted.length
    )
  })
})

test('a flow that is off cannot be turned off or paused', async () => {
  const { api, newFlow } = stage
  const flowId = await newFlow()
  const off = { code: 'subscription.already-off', httpStatus: 409 }
  expect(await faultOf(api.subscriptions.switchOff.mutate({ flowId }))).toMatchObject(off)
  expect(await faultOf(api.subscriptions.pause.mutate({ flowId, paused: true }))).toMatchObject(off)
})

test('a flow that is being turned on cannot be paused yet', async () => {
  const door = await startGate(practice)
  const { server, api, newFlow } = await openStage(door)
  onTestFinished(async () => {
    door.open()
    await server.remove()
    await door.stop()
  })
  const flowId = await newFlow()
  door.shut()
  await api.subscriptions.switchOn.mutate({ flowId })
  expect(await faultOf(api.subscriptions.pause.mutate({ flowId, paused: true }))).toMatchObject({
    code: 'subscription.registering',
    httpStatus: 409
  })
  door.open()
  expect((await settled(api, flowId)).status.is).toBe('on')
})

describe('a flow that is paused', () => {
  test('stores deliveries and runs them in order when it continues', async () => {
    const { api } = stage
    const { flowId, eventUrl } = await openDoorbell(api, 'Paused')
    await api.subscriptions.pause.mutate({ flowId, paused: true })
    for (let index = 0; index < 12; index++) {
      expect((await overHttp(eventUrl, { method: 'POST', body: `${index}` })).status).toBe(202)
    }
    const { rows: waiting } = await api.deliveries.list.query({ flowId })
    expect(new Set(waiting.map(delivery => delivery.status.is))).toEqual(new Set(['accepted']))
    expect((await api.runs.list.query({ flowId })).rows).toEqual([])
    await api.subscriptions.pause.mutate({ flowId, paused: false })
    const kept = await storedDeliveriesOf(api, flowId, 12)
    expect(kept.map(({ body }) => Number(body.toString()))).toEqual(Array.from({ length: 12 }, (_, at) => at))
    const runs = (await api.runs.list.query({ flowId })).rows.toReversed()
    expect(runs.map(run => run.deliveryId)).toEqual(kept.map(delivery => delivery.id))
    await overHttp(eventUrl, { method: 'POST', body: 'after' })
    expect((await storedDeliveriesOf(api, flowId, 13)).at(-1)?.status).toEqual({ is: 'done' })
  })

  test('can be turned off', async () => {
    const { api, newFlow } = stage
    const flowId = await newFlow()
    await turnOn(api, flowId)
    await api.subscriptions.pause.mutate({ flowId, paused: true })
    expect((await turnOff(api, flowId)).status).toEqual({ is: 'ended', how: 'turned-off' })
    expect(await practice.subscriptions()).toEqual([])
  })
})

test('[row 88] a flow that is turned off and on again has one subscription, with an Event URL of its own', async () => {
  const { api, newFlow } = stage
  const flowId = await newFlow()
  const first = await turnOn(api, flowId)
  await turnOff(api, flowId)
  const second = await turnOn(api, flowId)
  expect(second.eventUrl).not.toBe(first.eventUrl)
  expect(await practice.subscriptions()).toMatchObject([{ url: second.eventUrl }])
  expect((await overHttp(first.eventUrl, { method: 'POST', body: '{}' })).status).toBe(410)
  await turnOff(api, flowId)
})

test('[row 81] a flow that is on stays on over a restart', async () => {
  const variables = { PORT: String(await findFreePort()), HOOKWRIGHT_OUTBOUND_ALLOW: practice.url }
  const before = await openStage(practice, { variables })
  const flowId = await before.newFlow()
  await turnOn(before.api, flowId)
  await before.server.close()
  const after = await openServer({ variables, reopened: before.server })
  await practice.sendEvent({ eventType: 'user.created' })
  expect(await storedDeliveriesOf(after.api, flowId, 1)).toMatchObject([{ status: { is: 'done' } }])
  await turnOff(after.api, flowId)
  expect(await practice.subscriptions()).toEqual([])
  await after.close()
  await before.server.remove()
})

describe('something in use cannot be deleted', () => {
  test('a connection, with the names of the flows that use it', async () => {
    const { api, acme } = stage
    const connectionId = await connectAcme(api, acme, practice.apiKey)
    const flowId = await addFlow(api, 'Uses it', greetingFlow(acme, { connectionId }))
    const refused = await faultOf(api.connections.remove.mutate({ connectionId }))
    expect(refused).toMatchObject({ code: 'connection.in-use', httpStatus: 409 })
    expect(refused.message).toContain('“Uses it”')
    await api.flows.remove.mutate({ flowId })
    await api.connections.remove.mutate({ connectionId })
    expect((await faultOf(api.connections.remove.mutate({ connectionId }))).code).toBe('connection.gone')
  })

  test('a connection of an active flow, even when its draft uses another one', async () => {
    const { api, acme } = stage
    const first = await connectAcme(api, acme, practice.apiKey)
    const flowId = await addFlow(api, 'Was drawn anew', greetingFlow(acme, { connectionId: first }))
    await turnOn(api, flowId)
    const doc = greetingFlow(acme, { connectionId: stage.connectionId })
    const about = { name: 'Was drawn anew', description: '', active: true, saveAll: true }
    await api.flows.save.mutate({ flowId, baseDraft: 1, ...about, doc })
    expect((await faultOf(api.connections.remove.mutate({ connectionId: first }))).code).toBe(
      'connection.in-use'
    )
    await turnOff(api, flowId)
    await api.connections.remove.mutate({ connectionId: first })
  })

  test('a helper flow, with the names of the flows that use it', async () => {
    const { api, acme } = stage
    const flows = await api.makerFlows.list.query({ connectorId: acme.connectorId })
    const flowId = flows.find(flow => flow.name === 'Deregister')?.id ?? ''
    const refused = await faultOf(api.makerFlows.remove.mutate({ flowId }))
    expect(refused).toMatchObject({ code: 'flow.in-use', httpStatus: 409 })
    expect(refused.message).toContain('“User event”, “User list event”')
  })

  test('a connector, while active flows use it', async () => {
    const { api } = stage
    const acme = await deployAcme(api, practice, { name: 'Acme to be deleted' })
    const connectionId = await connectAcme(api, acme, practice.apiKey)
    const flowId = await addFlow(api, 'Listens', greetingFlow(acme, { connectionId }))
    await turnOn(api, flowId)
    const { connectorId } = acme
    expect(await faultOf(api.connectors.remove.mutate({ connectorId }))).toMatchObject({
      code: 'connector.in-use',
      details: { count: 1 }
    })
    await turnOff(api, flowId)
    await api.connectors.remove.mutate({ connectorId })
    expect((await faultOf(api.connectors.get.query({ connectorId }))).code).toBe('connector.gone')
  })
})

describe('a connection can be used', () => {
  /** Flow that sends the connection's API key in the path. */
  const telling = drawFlow(
    card('webhook-registration', 'start', {
      config: {
        inputs: [
          field('eventType', 'Event Type'),
          field('list', 'As a list', { required: false, dataType: { kind: 'boolean', list: false } })
        ]
      }
    }),
    card('raw-request', 'tell', {
      config: { method: 'POST', authenticate: false },
      inputs: { url: text('/told/', pill('start', 'connection.apiKey')), body: literal({}) }
    }),
    card('registration-return', 'return')
  )

  test('by flows of its owner only', async () => {
    const { server, acme, connectionId } = stage
    const other = await server.add('Olaf Example', 'user')
    const refused = await faultOf(addFlow(other, 'Borrows', greetingFlow(acme, { connectionId })))
    expect(refused.code).toBe('connection.not-shared')
    expect(await practice.subscriptions()).toEqual([])
  })

  test('by its own connector only', async () => {
    const { api, connectionId } = stage
    const other = await deployAcme(api, practice, { name: 'Acme Thief', registration: telling })
    const flowId = await addFlow(api, 'Borrows too', greetingFlow(other, { connectionId }))
    expect((await faultOf(api.subscriptions.switchOn.mutate({ flowId }))).code).toBe(
      'subscription.cannot-turn-on'
    )
  })

  test('in no test of a maker when it belongs to a user or to another connector', async () => {
    const { server, acme, connectionId } = stage
    const maker = await server.add('Mia Example', 'maker')
    const { id: connectorId } = await maker.connectors.create.mutate({ name: 'Acme Curious' })
    const made = await maker.makerFlows.create.mutate({ connectorId, name: 'Peek', doc: telling })
    const run = (connection: string) =>
      maker.makerFlows.test.mutate({ flowId: made.id, values: {}, connectionId: connection })
    expect(await faultOf(run(connectionId))).toMatchObject({ code: 'connection.gone', httpStatus: 404 })
    const foreign = await maker.testConnections.create.mutate({
      connectorId: acme.connectorId,
      name: 'Of another connector',
      values: { apiKey: practice.apiKey }
    })
    expect((await faultOf(run(foreign.id))).code).toBe('connection.gone')
  })
})
