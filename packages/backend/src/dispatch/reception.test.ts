import { blankReceiving } from '@hookwright/model'
import { beforeEach, describe, expect, test } from 'vitest'
import { addNotifyingFlow, drawConnector } from '../testing/draw.ts'
import { turnOn } from '../testing/event.ts'
import { acceptingService, openBackend, testFolder } from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'
import { sendTo } from '../testing/send.ts'
import { listening, listOf, plain, scheme, settled, signed } from '../testing/signed-events.ts'

let folder: string
beforeEach(() => {
  folder = testFolder()
})

describe('a signature', () => {
  test('with the secret of the subscription is accepted, and any other is refused', async () => {
    const one = await openBackend(folder)
    const { flowId, eventUrl } = await listening(one, { verify: [scheme()] }, { registers: true })
    const [url, secret = ''] = (one.sent[0]?.body ?? '').split(' ')
    expect(url).toBe(eventUrl)
    expect(secret).toMatch(/^[0-9a-f]{64}$/)

    expect(await sendTo(one, eventUrl, signed(secret, { name: 'Ada' }))).toMatchObject({
      status: 202,
      body: ''
    })
    const forged = await sendTo(one, eventUrl, signed('guessed', { name: 'Eve' }))
    expect(forged).toMatchObject({ is: 'fault', status: 401, fault: { code: 'event-url.refused' } })
    const stale = await sendTo(one, eventUrl, signed(secret, { name: 'Old' }, Date.now() - 412_000))
    expect(stale).toMatchObject({ is: 'fault', status: 401 })
    await sendTo(one, eventUrl, plain({ name: 'Bare' }))

    const rows = await settled(one, flowId, 4)
    expect(rows.map(({ status }) => status.is)).toEqual(['done', 'refused', 'refused', 'refused'])
    expect(rows.map(({ verdict }) => verdict?.reason ?? null)).toEqual([
      null,
      'bad-signature',
      'stale',
      'no-signature'
    ])
    const late = await one.backend.deliveries.open(rows[2]?.id ?? '')
    expect(late.refusal?.sentence).toMatch(/its time is 41[123] s behind the clock of this server/)
    expect(late.refusal?.advice).toContain('Compare the clocks')
    expect(late.arrival).toMatchObject({ text: '', bodyKept: false })
    const at = rows[0]?.receivedAt
    const [{ id = '' } = {}] = await one.backend.subscriptions.list(flowId)
    expect((await one.backend.registrations.open(id)).signatures).toEqual([
      { place: { from: 'header', name: 'x-signature' }, last: { key: 0, at } }
    ])
    const eventFlowId = (await one.store.subscriptions.find(id))?.terms.eventFlowId ?? ''
    const lastMatches = (ownerId: string | null) => one.backend.tester.lastMatches({ eventFlowId, ownerId })
    expect(await lastMatches(null)).toEqual([{ scheme: 'sign', key: 0, at }])
    expect(await lastMatches('uma')).toHaveLength(1)
    expect(await lastMatches('somebody else')).toEqual([])
    // review: cores C3
    const known = (of: string) => one.store.subscriptions.known({ eventFlowId: of })
    expect((await known(eventFlowId)).map(row => row.id)).toEqual([id])
    expect(await known(flowId)).toEqual([])
    expect(one.sent.slice(1).map(({ body }) => body)).toEqual(['Ada'])
    await one.backend.stop()
    const counted = await one.backend.deliveries.refusalsOf(flowId)
    expect(counted.map(({ reason, count }) => [reason, count]).toSorted()).toEqual([
      ['bad-signature', 1],
      ['no-signature', 1],
      ['stale', 1]
    ])
    await one.crash()
  })

  test('with a key of the connection is accepted until the key changes, and the last match is remembered', async () => {
    const one = await openBackend(folder)
    const { backend, store } = one
    const key = { from: 'connection', field: 'secret', decode: 'text' } as const
    const drawn = await drawConnector(backend, {
      registers: false,
      receiving: { verify: [scheme({ key })] },
      hasKey: true
    })
    const { id: connectionId } = await backend.connections.create({
      connectorId: drawn.connectorId,
      purpose: 'user',
      ownerId: 'uma',
      name: 'Acme HR of Uma',
      values: { secret: 'new\nold' }
    })
    const flowId = await addNotifyingFlow(backend, drawn, 'one', connectionId)
    const { eventUrl, subscriptionId } = await turnOn(one, flowId)
    expect(await sendTo(one, eventUrl, signed('new', { name: 'Ada' }))).toMatchObject({ status: 202 })
    expect(await sendTo(one, eventUrl, signed('old', { name: 'Bea' }))).toMatchObject({ status: 202 })
    await backend.connections.replaceValues(connectionId, { secret: 'new' })
    expect(await sendTo(one, eventUrl, signed('old', { name: 'Eve' }))).toMatchObject({ status: 401 })
    await settled(one, flowId, 3)
    await backend.stop()
    expect((await store.subscriptions.find(subscriptionId))?.matched).toMatchObject({ sign: { key: 1 } })
    await one.crash()
  })
})

test('of a test event is made like that of the service, and is shown without the secret', async () => {
  const one = await openBackend(folder, async request => {
    if (!request.url.startsWith('https://hooks.acme-hr.example/'))
      return acceptingService(request, new AbortController().signal)
    const headers = Object.entries(request.headers).flat()
    const answer = await sendTo(one, request.url, { text: request.body ?? '', headers })
    return { status: answer.status ?? 0, headers: {}, body: '' }
  })
  const { flowId } = await listening(one, { verify: [scheme()] })
  const event = { contentType: 'application/json', headers: [], body: '{"name":"Ada"}' }
  const { request, response } = await one.backend.testEvents.send(flowId, event)
  expect(response.status).toBe(202)
  expect(request.headers).toContainEqual({
    name: 'x-signature',
    value: expect.stringMatching(/^sha256=[0-9a-f]{64}$/)
  })
  const [row] = await settled(one, flowId, 1)
  expect(row?.status).toEqual({ is: 'done' })
  await one.crash()
})

describe('an event', () => {
  test('[row 106] that is repeated gets the first answer and never runs again, at once, later or after a start', async () => {
    const one = await openBackend(folder)
    const { flowId, eventUrl } = await listening(one, { deliveryId: '{json.id}' })
    const event = plain({ id: 'evt_1', name: 'Ada' })
    const answers = await Promise.all([1, 2, 3].map(() => sendTo(one, eventUrl, event)))
    answers.push(await sendTo(one, eventUrl, event))
    expect(answers.map(answer => answer.is === 'said' && answer.status)).toEqual([202, 202, 202, 202])
    const [first, ...others] = await settled(one, flowId, 4)
    expect(first?.status).toEqual({ is: 'done' })
    expect(others.map(({ status }) => status)).toEqual(others.map(() => ({ is: 'duplicate', of: first?.id })))
    const thousand = await Promise.all(Array.from({ length: 1_000 }, () => sendTo(one, eventUrl, event)))
    expect(new Set(thousand.map(answer => answer.is === 'said' && answer.status))).toEqual(new Set([202]))
    await one.backend.stop()
    await one.crash()

    const two = await openBackend(folder)
    await two.backend.recover()
    await sendTo(two, eventUrl, event)
    expect((await settled(two, flowId, 100)).at(-1)?.status).toEqual({ is: 'duplicate', of: first?.id })
    expect([...one.sent, ...two.sent].map(({ body }) => body)).toEqual(['Ada'])
    await two.crash()
  })

  test('without a dedup key runs each time', async () => {
    const one = await openBackend(folder)
    const { flowId, eventUrl } = await listening(one, { deliveryId: '{json.id}' })
    await sendTo(one, eventUrl, plain({ name: 'Ada' }))
    await sendTo(one, eventUrl, plain({ name: 'Ada' }))
    expect((await settled(one, flowId, 2)).map(({ status }) => status.is)).toEqual(['done', 'done'])
    await one.crash()
  })

  test('with records that came before runs for the new ones only; its replay runs for all', async () => {
    const one = await openBackend(folder)
    const { flowId, eventUrl } = await listening(one, { recordId: '{item.id}' }, { event: 'list' })
    const person = (id: number) => ({ id, name: `Person ${id}` })
    await sendTo(one, eventUrl, plain([person(1), person(2)]))
    await sendTo(one, eventUrl, plain([person(2), person(3), person(3)]))
    const told = (count: number) =>
      pollUntil(
        () => one.sent.map(({ body }) => body),
        seen => seen.length >= count
      )
    expect((await told(3)).toSorted()).toEqual(['Person 1', 'Person 2', 'Person 3'])
    const [first, second] = await settled(one, flowId, 2)
    const leftOut = async (id: string | undefined) => (await one.backend.runs.open(id ?? '')).leftOut
    expect([await leftOut(first?.id), await leftOut(second?.id)]).toEqual([0, 2])
    await pollUntil(
      () => one.backend.deliveries.open(first?.id ?? ''),
      ({ noReplay }) => noReplay === null
    )
    const again = await one.backend.deliveries.replay(first?.id ?? '', { on: 'newest', effects: true })
    expect((await told(5)).slice(3).toSorted()).toEqual(['Person 1', 'Person 2'])
    expect(await leftOut(again)).toBe(0)
    await one.crash()
  })

  test('that the rules filter out is kept without its body and starts no run', async () => {
    const one = await openBackend(folder)
    const when = [{ of: '{json.events?}', is: 'empty', text: '' }] as const
    const { flowId, eventUrl } = await listening(one, {
      filter: [{ when: [...when], why: 'it holds no events' }]
    })
    expect(await sendTo(one, eventUrl, plain({ events: [] }))).toMatchObject({ status: 202 })
    const [row] = await settled(one, flowId, 1)
    expect(row?.status).toEqual({ is: 'filtered', why: 'it holds no events' })
    expect((await one.backend.deliveries.open(row?.id ?? '')).arrival).toMatchObject({ bodyKept: false })
    await one.crash()
  })
})

describe('a refused request', () => {
  test('of a flood is counted, and only a few of them are kept', async () => {
    const one = await openBackend(folder)
    const { flowId, eventUrl } = await listening(one, { verify: [scheme()] })
    for (let times = 0; times < 200; times++) await sendTo(one, eventUrl, plain({ name: 'Eve' }))
    await one.backend.stop()
    const rows = await listOf(one, flowId)
    expect(rows.length).toBeGreaterThanOrEqual(60)
    expect(rows.length).toBeLessThan(70)
    expect(await one.backend.deliveries.refusalsOf(flowId)).toMatchObject([
      { reason: 'no-signature', count: 200 }
    ])
    await one.crash()
  })

  test('of a flow that is off is answered as the card says, and shown', async () => {
    const one = await openBackend(folder)
    const off = { ...blankReceiving.answer, off: 404 } as const
    const { flowId, eventUrl } = await listening(one, { answer: off })
    await one.backend.subscriptions.switchOff(flowId)
    await one.backend.subscriptions.idle()
    expect(await sendTo(one, eventUrl, plain({}))).toMatchObject({
      status: 404,
      fault: { code: 'event-url.off' }
    })
    const [row] = await settled(one, flowId, 1)
    expect(row).toMatchObject({ status: { is: 'refused' }, verdict: { reason: 'off' } })
    await one.crash()
  })

  test('over the rate limit is told when to retry', async () => {
    const one = await openBackend(folder, acceptingService, { ratePerSecond: 1_000, burst: 1_000 })
    const limits = { ...blankReceiving.limits, perSecond: 1, burst: 2 }
    const { eventUrl } = await listening(one, {
      limits,
      answer: { ...blankReceiving.answer, overloaded: 429 }
    })
    const answers = []
    for (let times = 0; times < 4; times++) answers.push(await sendTo(one, eventUrl, plain({ name: 'Ada' })))
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 429, 429])
    expect(answers[3]).toMatchObject({ fault: { code: 'event-url.busy' }, retryAfter: 1 })
    await one.crash()
  })

  test('over the limit of its network does not affect other networks, and is shown with its address', async () => {
    const one = await openBackend(folder, acceptingService, { networkPerSecond: 1, networkBurst: 3 })
    const drawn = await drawConnector(one.backend, { registers: false })
    const flowId = await addNotifyingFlow(one.backend, drawn, 'one')
    const { eventUrl } = await turnOn(one, flowId)
    const other = await turnOn(one, await addNotifyingFlow(one.backend, drawn, 'one'))
    const from = (network: string) => ({ ...plain({ name: 'Ada' }), network })
    const answers = []
    for (let times = 0; times < 30; times++) {
      answers.push(await sendTo(one, times % 2 === 0 ? eventUrl : other.eventUrl, from('198.51.100.1')))
    }
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, ...Array(27).fill(503)])
    expect(answers[29]).toMatchObject({ fault: { code: 'event-url.busy' }, retryAfter: 1 })
    expect(await sendTo(one, eventUrl, from('203.0.113.9'))).toMatchObject({ status: 202 })
    expect(await sendTo(one, eventUrl, plain({ name: 'Bea' }))).toMatchObject({ status: 202 })

    const rows = await settled(one, flowId, 17)
    const refused = rows.find(({ status }) => status.is === 'refused')
    expect(refused?.verdict).toEqual({
      reason: 'network-busy',
      facts: { seconds: 1, network: '198.51.100.1' }
    })
    const { refusal } = await one.backend.deliveries.open(refused?.id ?? '')
    expect(refusal?.sentence).toContain('Too many requests came at once from the network 198.51.100.1')
    await one.backend.stop()
    expect(await one.backend.deliveries.refusalsOf(flowId)).toMatchObject([
      { reason: 'network-busy', count: 13 }
    ])
    await one.crash()
  })
})
