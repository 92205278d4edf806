import { blankReceiving, type Id } from '@hookwright/model'
import { reuseDatabase } from '@hookwright/store/postgres/testing'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ServiceClient } from './kernel/effects.ts'
import { addNotifyingFlow, drawConnector } from './testing/draw.ts'
import { deliver, turnOn } from './testing/event.ts'
import type { TestBackend } from './testing/open-backend.ts'
import { openProcess } from './testing/open-process.ts'
import { pollUntil } from './testing/poll-until.ts'
import { sendTo } from './testing/send.ts'

const json = { status: 200, headers: { 'content-type': 'application/json' }, body: '{}' }

describe('of two processes', { timeout: 120_000 }, () => {
  let url = ''
  let ends: (() => Promise<void>)[] = []
  /** Requests that both processes sent to the service. */
  let sent: string[] = []
  let answer: ServiceClient = async () => json

  beforeEach(async () => {
    url = await reuseDatabase()
    sent = []
    answer = async () => json
  })
  afterEach(async () => {
    for (const end of ends) await end()
    ends = []
  })

  const open = async (): Promise<TestBackend> => {
    const service: ServiceClient = (request, signal) => {
      sent.push(`${request.method} ${request.body ?? ''}`)
      return answer(request, signal)
    }
    const opened = await openProcess(url, { service })
    ends.push(opened.end)
    return opened
  }

  const openTwo = async (): Promise<[TestBackend, TestBackend]> => {
    const [one, two] = [await open(), await open()]
    await one.backend.recover()
    await two.backend.recover()
    return [one, two]
  }

  /** Makes the service withhold its responses until the returned function is called. */
  const hold = (): (() => void) => {
    let goOn = (): void => {}
    const waiting = new Promise<void>(resolve => {
      goOn = resolve
    })
    answer = async () => {
      await waiting
      return json
    }
    return goOn
  }

  const ada = { text: '{"name":"Ada"}', headers: [] }

  test('one listens at the test URL of the other, and shows and ends its session', async () => {
    const [one, two] = await openTwo()
    const { oneId } = await drawConnector(one.backend)
    const id = await one.backend.listening.begin({ eventFlowId: oneId, personId: 'mia', ownerId: null })
    const { url: testUrl, heard } = await two.backend.listening.progress(id)
    expect([heard, await two.backend.listening.personOf(id)]).toEqual([null, 'mia'])
    expect(await sendTo(two, testUrl, ada)).toMatchObject({ is: 'said', status: 202 })
    for (const { backend } of [one, two]) {
      expect((await backend.listening.progress(id)).heard).toMatchObject({
        at: 'test-url',
        sample: { body: { name: 'Ada' } }
      })
    }
    await two.backend.listening.end(id)
    await expect(one.backend.listening.progress(id)).rejects.toMatchObject({ code: 'listening.gone' })
    await expect(two.backend.listening.progress(id)).rejects.toMatchObject({ code: 'listening.gone' })
    expect(await sendTo(two, testUrl, ada)).toMatchObject({ fault: { code: 'event-url.unknown' } })
  })

  test('a session receives the events of the other, and one begins where the person listens again', async () => {
    const [one, two] = await openTwo()
    const drawn = await drawConnector(one.backend)
    const { eventUrl } = await turnOn(one, await addNotifyingFlow(one.backend, drawn, 'one'))
    const who = { eventFlowId: drawn.oneId, personId: 'mia', ownerId: null }
    const first = await one.backend.listening.begin(who)
    const second = await two.backend.listening.begin(who)
    await expect(one.backend.listening.progress(first)).rejects.toMatchObject({ code: 'listening.gone' })
    await deliver(one, eventUrl, { name: 'Bo' })
    const { heard } = await pollUntil(
      () => one.backend.listening.progress(second),
      progress => progress.heard !== null
    )
    expect(heard).toMatchObject({ at: 'event-url', sample: { body: { name: 'Bo' } } })
  })

  test('one shows and cancels the dry run of the other, and answers at its test URL', async () => {
    const [one, two] = await openTwo()
    const { connectorId } = await drawConnector(one.backend, { registers: true })
    const flows = await one.backend.flows.list(connectorId)
    const helper = (name: string) => ({
      flowId: flows.find(flow => flow.name === name)?.id ?? '',
      inputs: {}
    })
    const goOn = hold()
    const id = await one.backend.subscriptions.dryRuns.begin({
      ...{ connectorId, connectionId: null, listing: null, receiving: blankReceiving },
      registration: helper('Register'),
      deregistration: helper('Deregister')
    })
    await pollUntil(
      () => sent,
      ({ length }) => length > 0
    )
    const testUrl = sent[0]?.match(/https\S+/)?.[0] ?? ''
    expect(await sendTo(two, testUrl, ada)).toMatchObject({ is: 'said' })
    const { dryRuns } = two.backend.subscriptions
    expect(await dryRuns.progress(id)).toMatchObject({ ended: null, came: { arrived: 1 } })
    expect((await dryRuns.progress(id)).registration?.lines.map(({ status }) => status)).toContain('running')
    // What is in progress is not taken for something that was left.
    await two.backend.subscriptions.orphans.removeTrials()
    expect(sent).toHaveLength(1)
    await dryRuns.cancel(id)
    goOn()
    const ended = await pollUntil(
      () => dryRuns.progress(id),
      progress => progress.ended !== null
    )
    expect(ended.ended?.fault?.code).toBe('dry-run.cancelled')
    await expect(dryRuns.progress(one.effects.newId())).rejects.toMatchObject({ code: 'dry-run.gone' })
  })

  test('one shows how far a registration of the other is', async () => {
    const [one, two] = await openTwo()
    const flowId = await addNotifyingFlow(
      one.backend,
      await drawConnector(one.backend, { registers: true }),
      'one'
    )
    const goOn = hold()
    await one.backend.subscriptions.switchOn(flowId)
    const lines = async (): Promise<string[]> =>
      (await two.backend.subscriptions.progress(flowId))?.lines.map(({ status }) => status) ?? []
    await pollUntil(lines, statuses => statuses.includes('running'))
    goOn()
    await pollUntil(lines, statuses => statuses.length > 0 && statuses.every(is => is === 'succeeded'))
  })

  test('one shows the steps of runs of the other', async () => {
    const [one, two] = await openTwo()
    const { eventUrl, subscriptionId } = await turnOn(
      one,
      await addNotifyingFlow(one.backend, await drawConnector(one.backend), 'one')
    )
    const row = await one.store.subscriptions.find(subscriptionId)
    const flowId: Id = row?.flowId ?? ''
    for (const { backend } of [one, two]) expect(await backend.runs.underWay(flowId)).toEqual([])
    const goOn = hold()
    await deliver(one, eventUrl, { name: 'Ada' })
    for (const { backend } of [one, two]) {
      const [run] = await pollUntil(
        () => backend.runs.underWay(flowId),
        runs => runs.some(({ steps }) => steps.some(({ status }) => status === 'running'))
      )
      expect(run?.steps.length).toBeGreaterThan(0)
    }
    goOn()
  })

  test('one runs the replays that the other begins and stops, and the other continues when it leaves', async () => {
    const [one, two] = await openTwo()
    const flowId = await addNotifyingFlow(one.backend, await drawConnector(one.backend), 'one')
    const { eventUrl } = await turnOn(one, flowId)
    const names = Array.from({ length: 8 }, (_, at) => `Person ${at}`)
    for (const name of names) await deliver(one, eventUrl, { name })
    await pollUntil(
      async () => (await one.store.deliveries.list({ status: 'done', limit: 20 })).rows.length,
      count => count === names.length
    )
    sent = []
    const series = {
      ...{ ownerId: 'mia', filter: { scope: { flowId } } },
      mode: { on: 'newest', effects: true } as const
    }
    const { replays } = two.backend.deliveries
    const first = await replays.begin({ ...series, perSecond: 1 })
    await expect(one.backend.deliveries.replays.begin({ ...series, perSecond: 1 })).rejects.toMatchObject({
      code: 'replays.under-way'
    })
    await pollUntil(
      async () => (await replays.list())[0]?.begun,
      begun => begun === 1
    )
    await replays.stop(first)
    for (const { backend } of [one, two]) {
      await pollUntil(
        async () => (await backend.deliveries.replays.list())[0]?.status.is,
        is => is === 'stopped'
      )
    }
    await pollUntil(
      async () => (await one.store.runs.list({ limit: 20 })).rows,
      rows => rows.every(({ finishedAt }) => finishedAt !== null)
    )
    sent = []
    const second = await replays.begin({ ...series, perSecond: 1 })
    await pollUntil(
      async () => (await replays.list()).find(({ id }) => id === second)?.begun,
      begun => begun === 1
    )
    await one.backend.stop()
    await pollUntil(
      async () => {
        two.moveClock(1_000)
        return (await replays.list()).find(({ id }) => id === second)
      },
      found => found?.status.is === 'done'
    )
    expect((await replays.list()).find(({ id }) => id === second)).toMatchObject({ begun: 8, skipped: 0 })
    await pollUntil(
      () => sent.length,
      count => count >= 8
    )
    expect(sent).toHaveLength(8)
  })

  test('one begins a replay of a delivery that both receive at once, and the other is refused', async () => {
    const [one, two] = await openTwo()
    const flowId = await addNotifyingFlow(one.backend, await drawConnector(one.backend), 'one')
    const { eventUrl } = await turnOn(one, flowId)
    const deliveryId = await deliver(one, eventUrl, { name: 'Ada' })
    await pollUntil(
      () => one.store.runs.find(deliveryId),
      run => run?.status.is === 'succeeded'
    )
    sent = []
    const goOn = hold()
    const ends = await Promise.allSettled(
      [one, two].map(({ backend }) => backend.deliveries.replay(deliveryId))
    )
    const refused = ends.flatMap(end => (end.status === 'rejected' ? [end.reason] : []))
    expect(refused).toMatchObject([
      { code: 'delivery.cannot-replay', message: expect.stringContaining('still in progress') }
    ])
    goOn()
    await pollUntil(
      () => one.store.runs.hasOpen(deliveryId),
      isOpen => !isOpen
    )
    expect(sent).toHaveLength(1)
  })

  test('one does not end a comparison of the other when it starts', async () => {
    const one = await open()
    await one.backend.recover()
    const drawn = await drawConnector(one.backend, { registers: true, lists: true })
    const flowId = await addNotifyingFlow(one.backend, drawn, 'one')
    const { subscriptionId } = await turnOn(one, flowId)
    const goOn = hold()
    void one.backend.subscriptions.compare(flowId).catch(() => {})
    const running = async () =>
      (await one.store.subscriptions.attemptsOf(subscriptionId)).filter(
        ({ outcome }) => outcome === 'running'
      )
    await pollUntil(running, ({ length }) => length === 1)
    const two = await open()
    await two.backend.recover()
    // As a process that takes the duty of registrations resumes what others have left.
    await two.backend.subscriptions.resume()
    expect(await running()).toHaveLength(1)
    expect(await two.store.subscriptions.forsaken()).toEqual([])
    goOn()
  })

  test('one imports parts of OpenAPI documents that were uploaded to both', async () => {
    const [one, two] = await openTwo()
    const upload = ({ backend }: TestBackend, name: string) => {
      const operation = { get: { operationId: name, responses: { 200: { description: 'OK' } } } }
      const document = {
        ...{ openapi: '3.1.0', info: { title: 'Acme', version: '1' } },
        ...{ servers: [{ url: 'https://api.acme.example' }], paths: { [`/${name}`]: operation } }
      }
      return backend.openApi.upload(`${name}.json`, Buffer.from(JSON.stringify(document)), 'mia')
    }
    const uploads = [await upload(one, 'people'), await upload(two, 'teams')]
    const outlines = uploads.map(({ outline }): { operations: { key: string }[] } => JSON.parse(outline))
    const operations = outlines.flatMap((outline, document) =>
      outline.operations.map(({ key }) => ({ document, key }))
    )
    const choice = { operations, events: [], registration: null, schemes: [], baseUrl: '' }
    const ids = uploads.map(({ id }) => id)
    for (const { backend } of [one, two]) {
      expect((await backend.openApi.preview(ids, choice, null, 'mia')).flows).toHaveLength(2)
      await expect(backend.openApi.preview(ids, choice, null, 'olaf')).rejects.toMatchObject({
        code: 'openapi.document-gone'
      })
    }
  })

  test('one clears the flows that the other receives the request for, and both show it', async () => {
    const [one, two] = await openTwo()
    const flowId = await addNotifyingFlow(one.backend, await drawConnector(one.backend), 'one')
    const { eventUrl } = await turnOn(one, flowId)
    const id = await deliver(two, eventUrl, { name: 'Ada' })
    await pollUntil(
      () => one.store.runs.find(id),
      run => run?.finishedAt != null
    )
    await two.backend.keeping.clear(flowId, { thenStops: false })
    for (const { backend } of [one, two]) {
      await pollUntil(
        () => backend.keeping.ofFlow(flowId),
        ({ clearing }) => clearing?.status.is === 'done'
      )
    }
    expect((await two.store.deliveries.find(id))?.arrival).toBeNull()
  })

  test('one does not renew a subscription that the other renews', async () => {
    const [one, two] = await openTwo()
    const drawn = await drawConnector(one.backend, { registers: true, renews: true })
    const flowId = await addNotifyingFlow(one.backend, drawn, 'one')
    const expiring = { ...json, body: JSON.stringify({ expiresAt: new Date(Date.now() + 86_400_000) }) }
    answer = async () => expiring
    await turnOn(one, flowId)
    sent = []
    let goOn = (): void => {}
    const waiting = new Promise<void>(resolve => {
      goOn = resolve
    })
    answer = async () => {
      await waiting
      return expiring
    }
    const renewal = one.backend.subscriptions.renewNow(flowId)
    await pollUntil(
      () => sent.length,
      count => count === 1
    )
    await expect(two.backend.subscriptions.renewNow(flowId)).rejects.toMatchObject({ code: 'renewal.busy' })
    goOn()
    await renewal
    expect(sent).toHaveLength(1)
  })

  test('one turns a flow on when the request that proves its Event URL comes to the other', async () => {
    const [one, two] = await openTwo()
    const drawn = await drawConnector(one.backend, { registers: true, proves: true })
    const flowId = await addNotifyingFlow(one.backend, drawn, 'one')
    const { id } = await one.backend.subscriptions.switchOn(flowId)
    const attempts = async (): Promise<string[]> =>
      (await two.store.subscriptions.attemptsOf(id)).map(({ kind, outcome }) => `${kind} ${outcome}`)
    await pollUntil(attempts, all => all.includes('probe running'))
    const deliveryId = await deliver(two, await two.backend.subscriptions.eventUrlOf(id), { name: 'Ada' })
    for (const { store } of [one, two]) {
      await pollUntil(
        () => store.subscriptions.find(id),
        row => row?.status.is === 'on'
      )
    }
    expect(await attempts()).toEqual(['registration succeeded', 'probe succeeded'])
    const { delivery } = await one.backend.deliveries.get(deliveryId)
    expect((await one.backend.registrations.open(id)).probedAt).toBe(delivery.receivedAt)
  })

  test('one finds the delivery of its test event that the other received', async () => {
    const [one, two] = await openTwo()
    const flowId = await addNotifyingFlow(one.backend, await drawConnector(one.backend), 'one')
    await turnOn(one, flowId)
    answer = async request => {
      const preflight = await two.backend.deliveries.preflight(request.url.split('/').at(-1) ?? '', {
        ...{ method: 'POST', query: '', contentType: 'application/json', size: 2 },
        headers: Object.entries(request.headers).flat()
      })
      const came = preflight.is === 'expected' ? await preflight.accept(Buffer.from('{}')) : preflight.answer
      return { ...json, status: came.is === 'said' ? came.status : 500 }
    }
    const event = { contentType: 'application/json', headers: [], body: '{}' }
    const { deliveryId, response } = await one.backend.testEvents.send(flowId, event)
    expect(response.status).toBe(202)
    answer = async () => json
    expect((await one.store.deliveries.list({ limit: 1 })).rows[0]?.id).toBe(deliveryId)
  })
})
