import type { Id } from '@hookwright/model'
import { describe, expect, test } from 'vitest'
import { connectAcme, deployAcme, greetingFlow } from './testing/acme-connector.ts'
import { type AcmeStage, onAcmeStage } from './testing/acme-stage.ts'
import { faultOf } from './testing/api-client.ts'
import { newestFailed, newestOf, nothing, openActiveFlow, person, post } from './testing/history.ts'
import { overHttp } from './testing/over-http.ts'
import type { PracticeService } from './testing/practice.ts'
import { storedDeliveriesOf } from './testing/stored-deliveries.ts'
import { addFlow, turnOff, turnOn } from './testing/switch.ts'
import { waitFor } from './testing/wait-for.ts'

let practice: PracticeService
let stage: AcmeStage

onAcmeStage(opened => {
  practice = opened.practice
  stage = opened.stage
})

const openFlow = (flow?: Parameters<typeof openActiveFlow>[1]) => openActiveFlow(stage, flow)

describe('a replay', () => {
  const runsOf = (deliveryId: Id, count: number) =>
    waitFor(
      async () => (await stage.api.runs.list.query({ deliveryId })).rows,
      runs => runs.length === count && runs.every(run => run.finishedAt !== null)
    )

  test('[row 107c] runs a kept delivery again, in a new run that is linked to the first', async () => {
    const { api } = stage
    const { flowId, eventUrl } = await openFlow()
    await post(eventUrl, person('jo@example.com'))
    const { id: deliveryId } = await newestOf(api, flowId)
    const { runId } = await api.deliveries.replay.mutate({ deliveryId })
    const [again, first] = await runsOf(deliveryId, 2)
    expect(again).toMatchObject({ id: runId, replayOf: deliveryId, status: { is: 'succeeded' }, flowId })
    expect(first).toMatchObject({ id: deliveryId, replayOf: null })
    const [one, other] = await Promise.all(
      [runId, deliveryId].map(async id => (await api.runs.get.query({ runId: id })).steps)
    )
    expect(one?.map(({ path, outputs }) => [path, outputs])).toEqual(
      other?.map(({ path, outputs }) => [path, outputs])
    )
    expect(await newestOf(api, flowId)).toMatchObject({ run: { id: deliveryId }, replays: 1 })
    await turnOff(api, flowId)
  })

  test('runs the latest revision, also when the flow is off', async () => {
    const { api } = stage
    const { flowId, eventUrl } = await openFlow()
    await post(eventUrl, person('jo@example.com'))
    const { id: deliveryId } = await newestOf(api, flowId)
    await turnOff(api, flowId)
    const { runId } = await api.deliveries.replay.mutate({ deliveryId })
    const [again] = await runsOf(deliveryId, 2)
    expect(again).toMatchObject({ id: runId, status: { is: 'succeeded' } })
  })

  test('[row 98a] makes a run for each record again, with Run mode', async () => {
    const { api, acme, connectionId } = stage
    const { flowId } = await openFlow(greetingFlow(acme, { connectionId, event: 'list', runMode: 'each' }))
    await practice.sendEvent({ eventType: 'user.created' })
    const { id: deliveryId, records } = await waitFor(
      () => newestOf(api, flowId),
      row => row.records?.succeeded === 3
    )
    expect(records).toEqual({ all: 3, succeeded: 3, failed: 0, cancelled: 0, open: 0 })
    await api.deliveries.replay.mutate({ deliveryId })
    const runs = await runsOf(deliveryId, 8)
    const again = runs.filter(run => run.replay !== null)
    expect(again.map(({ recordIndex, status }) => [recordIndex, status.is])).toEqual([
      [2, 'succeeded'],
      [1, 'succeeded'],
      [0, 'succeeded'],
      [null, 'succeeded']
    ])
    expect(await newestOf(api, flowId)).toMatchObject({ records: { all: 3 }, replays: 1 })
    const firsts = [0, 1, 2].map(index => runs.find(run => run.recordIndex === index && run.replay === null))
    for (const run of runs.filter(({ recordIndex }) => recordIndex === null)) {
      const { records: begun } = await api.runs.open.query({ runId: run.id })
      expect(begun?.map(({ recordIndex, replayOf }) => [recordIndex, replayOf])).toEqual(
        firsts.map((first, index) => [index, run.replay === null ? null : first?.id])
      )
    }
    const opened = await api.deliveries.get.query({ deliveryId })
    expect(opened.outputs?.missing).toEqual({ places: [], list: null })
    expect(opened.outputs).toMatchObject({ records: 3, groups: [{ fields: [{ is: 'matched', found: 3 }] }] })
    await turnOff(api, flowId)
  })

  test('is refused for what was not kept, was never run, or is not there', async () => {
    const { api } = stage
    const { flowId, eventUrl } = await openFlow()
    await overHttp(eventUrl, { method: 'HEAD' })
    const [looked] = await storedDeliveriesOf(api, flowId, 1)
    const refused = await faultOf(api.deliveries.replay.mutate({ deliveryId: looked?.id ?? '' }))
    expect(refused).toMatchObject({ code: 'delivery.cannot-replay', httpStatus: 409 })
    expect(refused.message).toContain('was never run')

    const { flow } = await api.flows.open.query({ flowId })
    const { draftNo: baseDraft, name, description, active, doc } = flow
    await api.flows.save.mutate({ flowId, baseDraft, name, description, active, doc, saveAll: false })
    await post(eventUrl, person('jo@example.com'))
    const erased = await waitFor(
      async () => (await api.deliveries.list.query({ flowId })).rows[0],
      row => row?.status.is === 'done'
    )
    const deliveryId = erased?.id ?? ''
    const { noReplay, run } = await api.deliveries.get.query({ deliveryId })
    expect(noReplay).toBe('its body was not stored')
    expect((await api.runs.open.query({ runId: run?.id ?? '' })).noReplay).toBe(noReplay)
    expect((await faultOf(api.deliveries.replay.mutate({ deliveryId }))).details.why).toBe(
      'its body was not stored'
    )
    expect((await faultOf(api.deliveries.replay.mutate({ deliveryId: nothing }))).code).toBe('delivery.gone')
    await turnOff(api, flowId)
  })

  test('[row 107c] of many by a filter is counted first, linked to its deliveries, and reported to its owner only', async () => {
    const { server, api } = stage
    const { flowId, eventUrl } = await openFlow()
    await post(eventUrl, person('jo@example.com'))
    await post(eventUrl, person({ no: 'text' }))
    await post(eventUrl, person({ no: 'text' }))
    await overHttp(eventUrl, { method: 'HEAD' })
    const kept = (await storedDeliveriesOf(api, flowId, 4)).slice(1, 3)
    await newestFailed(api, flowId)
    const filter = { flowId, result: 'failed' as const }
    expect(await api.deliveries.countReplayable.query(filter)).toEqual({
      deliveries: 2,
      flows: 1,
      isFull: false,
      lookedBackTo: null
    })
    const { replaysId } = await api.deliveries.replayMany.mutate({ ...filter, perSecond: 50 })
    const ended = await waitFor(
      async () => (await api.deliveries.replays.query()).find(({ id }) => id === replaysId),
      series => series !== undefined && series.status.is !== 'running'
    )
    expect(ended).toMatchObject({ of: 2, begun: 2, skipped: 0, flowIds: [flowId], status: { is: 'done' } })
    for (const { id } of kept) {
      const { rows } = await api.runs.list.query({ flowId, deliveryId: id })
      expect(rows.map(({ replayOf }) => replayOf)).toEqual([id, null])
    }
    const other = await server.add('Olaf Example', 'user')
    expect(await other.deliveries.replays.query()).toEqual([])
    expect(await faultOf(other.deliveries.stopReplays.mutate({ replaysId }))).toMatchObject({
      code: 'permission.denied'
    })
    expect(await faultOf(api.deliveries.stopReplays.mutate({ replaysId: nothing }))).toMatchObject({
      code: 'replays.gone'
    })
    expect(await faultOf(api.deliveries.replayMany.mutate({ flowId, status: 'filtered' }))).toMatchObject({
      code: 'replays.none'
    })
    await turnOff(api, flowId)
  })

  test('of many can be stopped, and a second one for the same flow is refused meanwhile', async () => {
    const { api } = stage
    const { flowId, eventUrl } = await openFlow()
    for (const name of ['jo', 'kim', 'lee']) await post(eventUrl, person(`${name}@example.com`))
    await storedDeliveriesOf(api, flowId, 3)
    await newestOf(api, flowId)
    const { replaysId } = await api.deliveries.replayMany.mutate({ flowId, perSecond: 1 })
    expect(await faultOf(api.deliveries.replayMany.mutate({ flowId }))).toMatchObject({
      code: 'replays.under-way'
    })
    await api.deliveries.stopReplays.mutate({ replaysId })
    const series = (await api.deliveries.replays.query()).find(({ id }) => id === replaysId)
    expect(series).toMatchObject({ of: 3, status: { is: 'stopped' } })
    expect(series?.begun).toBeLessThan(3)
    await turnOff(api, flowId)
  })

  test('of one delivery is done once at a time', async () => {
    const { api } = stage
    const { flowId, eventUrl } = await openFlow()
    await post(eventUrl, person('jo@example.com'))
    const { id: deliveryId } = await newestOf(api, flowId)
    const clicks = Array.from({ length: 6 }, () =>
      api.deliveries.replay.mutate({ deliveryId }).then(
        () => 'done',
        () => 'refused'
      )
    )
    const outcomes = await Promise.all(clicks)
    const done = outcomes.filter(outcome => outcome === 'done').length
    expect(done).toBeGreaterThanOrEqual(1)
    const runs = await runsOf(deliveryId, 1 + done)
    expect(runs.every(({ status }) => status.is === 'succeeded')).toBe(true)
    await turnOff(api, flowId)
  })

  test('whose connection was deleted ends as a failed run', async () => {
    const { api } = stage
    const acme = await deployAcme(api, practice, { name: 'Acme Replayed' })
    const connectionId = await connectAcme(api, acme, practice.apiKey)
    const flowId = await addFlow(api, 'Loses its connection', greetingFlow(acme, { connectionId }))
    const { eventUrl } = await turnOn(api, flowId)
    await post(eventUrl, person('jo@example.com'))
    const { id: deliveryId } = await newestOf(api, flowId)
    await turnOff(api, flowId)
    await api.flows.remove.mutate({ flowId })
    await api.connections.remove.mutate({ connectionId })
    await stage.server.backend.deliveries.replay(deliveryId, { on: 'newest', effects: true })
    const runs = await waitFor(
      async () => (await stage.server.backend.runs.list({ deliveryId, limit: 9 })).rows,
      seen => seen.length === 2 && seen.every(run => run.finishedAt !== null)
    )
    expect(runs[0]?.status).toMatchObject({ is: 'failed', fault: { code: 'connection.gone' } })
  })
})
