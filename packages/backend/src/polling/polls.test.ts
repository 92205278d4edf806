import type { HttpResponse } from '@hookwright/engine'
import { literal, MINUTE } from '@hookwright/model'
import { beforeEach, expect, test } from 'vitest'
import { changeFlow, deployNext, withCard } from '../testing/draw.ts'
import { addPolling, drawPolled } from '../testing/draw-polled.ts'
import { turnOn } from '../testing/event.ts'
import {
  type ListService,
  openPolling,
  planOf,
  polled,
  toNextPoll,
  waitForRecordCount
} from '../testing/follow-polls.ts'
import { listService } from '../testing/list-service.ts'
import { openBackend, type TestBackend, testFolder } from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'

let folder: string
beforeEach(() => {
  folder = testFolder()
})

const open = (service: ListService): Promise<TestBackend> => openPolling(folder, service)

test('a poll whose flow stops before its return card fails', async () => {
  const one = await open(listService())
  const flowId = await addPolling(one.backend, await drawPolled(one.backend, { stops: true }))
  await turnOn(one, flowId)
  expect(await polled(one, flowId, 1)).toMatchObject({ failure: { fault: { code: 'poll.no-result' } } })
  await one.crash()
})

test('a poll that the service does not answer in time fails', async () => {
  const service = listService()
  const one = await open(service)
  const flowId = await addPolling(one.backend, await drawPolled(one.backend))
  await turnOn(one, flowId)
  await polled(one, flowId, 1)
  let answerLate = (): void => {}
  service.answerWith(
    () =>
      new Promise(resolve => {
        answerLate = () => resolve({ status: 200, headers: {}, body: '' })
      })
  )
  await toNextPoll(one, flowId)
  await pollUntil(
    async () => service.polls,
    polls => polls.length >= 2
  )
  one.moveClock(MINUTE)
  answerLate()
  expect(await polled(one, flowId, 2)).toMatchObject({ failure: { fault: { code: 'poll.timed-out' } } })
  await one.crash()
})

test('a flow that is on is polled: the first poll notes existing records, later ones run new records in order', async () => {
  const service = listService()
  service.names.push('Ada', 'Eve')
  const one = await open(service)
  const flowId = await addPolling(one.backend, await drawPolled(one.backend))
  expect(await one.backend.subscriptions.blockers(flowId)).toEqual([])
  await turnOn(one, flowId)
  const first = await polled(one, flowId, 1)
  expect(first).toMatchObject({ cursor: 2, failure: null })
  expect(service.told).toEqual([])
  service.names.push('Ben', 'Cleo', 'Dan')
  await toNextPoll(one, flowId)
  await waitForRecordCount(service, 3)
  expect(service.told).toEqual(['Ben', 'Cleo', 'Dan'])
  expect(service.polls).toEqual(['/names?topic=all&after=', '/names?topic=all&after=2'])
  const { rows } = await one.backend.runs.list({ scope: { flowId }, limit: 50 })
  const kinds = rows.map(({ kind }) => kind)
  expect(kinds.filter(kind => kind === 'poll')).toHaveLength(2)
  const run = rows.find(({ kind }) => kind === 'flow')
  const { delivery } = await one.backend.runs.open(run?.id ?? '')
  expect(delivery).toMatchObject({ method: 'POLL' })
  await one.crash()
})

test.each([
  ['the last ones that the user asked for', { first: 2 }, ['Eve', 'Flo']],
  ['none', {}, []]
])('a first poll takes %s', async (_, config, told) => {
  const service = listService()
  service.names.push('Ada', 'Eve', 'Flo')
  const one = await open(service)
  const flowId = await addPolling(one.backend, await drawPolled(one.backend), config)
  await turnOn(one, flowId)
  await polled(one, flowId, 1)
  await waitForRecordCount(service, told.length)
  service.names.push('Gus')
  await toNextPoll(one, flowId)
  await waitForRecordCount(service, told.length + 1)
  expect(service.told).toEqual([...told, 'Gus'])
  await one.crash()
})

test('a flow can start with polls that find nothing, or with every poll and the list of its records', async () => {
  const service = listService()
  const one = await open(service)
  const drawn = await drawPolled(one.backend)
  const silent = await addPolling(one.backend, drawn, { mode: 'none' }, 'silent')
  const every = await addPolling(one.backend, drawn, { mode: 'every', first: 9 }, 'every')
  await turnOn(one, silent)
  await polled(one, silent, 1)
  await waitForRecordCount(service, 1)
  expect(service.told[0]).toMatch(/^\d{4}-\d\d-\d\dT/)
  service.names.push('Ada', 'Eve')
  await toNextPoll(one, silent)
  await polled(one, silent, 2)
  await turnOn(one, every)
  await polled(one, every, 1)
  await waitForRecordCount(service, 2)
  expect(service.told[1]).toBe('[{"name":"Ada"},{"name":"Eve"}]')
  await toNextPoll(one, every)
  await waitForRecordCount(service, 4)
  expect(service.told.slice(2)).toContain('[]')
  await one.crash()
})

test.each<[string, HttpResponse | Error, string]>([
  ['a server error', { status: 500, headers: {}, body: 'down' }, 'http.status'],
  ['HTML', { status: 200, headers: { 'content-type': 'text/html' }, body: '<p>Hi</p>' }, 'http.not-json'],
  [
    'another shape',
    { status: 200, headers: { 'content-type': 'application/json' }, body: '{"rows":[]}' },
    'poll.no-list'
  ],
  [
    'a list that is none',
    { status: 200, headers: { 'content-type': 'application/json' }, body: '{"items":7}' },
    'card.input-type'
  ],
  [
    'a cursor of 1 MB',
    {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ items: [{ name: 'Zed' }], cursor: 'x'.repeat(1_000_000) })
    },
    'poll.cursor-too-large'
  ],
  [
    'too many records',
    {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ items: Array.from({ length: 1_001 }, () => ({ name: 'Zed' })), cursor: 1 })
    },
    'poll.too-many-records'
  ]
])('%s keeps the cursor with a reason, and the next poll loses no record', async (_, response, code) => {
  const service = listService()
  service.names.push('Ada')
  const one = await open(service)
  const flowId = await addPolling(one.backend, await drawPolled(one.backend))
  await turnOn(one, flowId)
  await polled(one, flowId, 1)
  service.names.push('Eve')
  service.answerWith(() => {
    if (response instanceof Error) throw response
    return response
  })
  await toNextPoll(one, flowId)
  expect(await polled(one, flowId, 2)).toMatchObject({ cursor: 1, failure: { count: 1, fault: { code } } })
  expect((await one.backend.subscriptions.progress(flowId))?.polling).toMatchObject({
    failure: { fault: { code, message: expect.stringMatching(/^[A-Z]/) } }
  })
  const why = await one.backend.userFlows.why(flowId)
  expect(why.find(({ isCause }) => isCause)).toMatchObject({ place: 'polling', what: expect.any(String) })
  service.answerWith(null)
  await toNextPoll(one, flowId)
  await waitForRecordCount(service, 1)
  expect(service.told).toEqual(['Eve'])
  expect(await planOf(one, flowId)).toMatchObject({ cursor: 2, failure: null })
  await one.crash()
})

test('a person is alerted after three failed polls, once until a poll succeeds', async () => {
  const service = listService()
  const one = await open(service)
  const flowId = await addPolling(one.backend, await drawPolled(one.backend))
  await turnOn(one, flowId)
  await polled(one, flowId, 1)
  service.answerWith(() => ({ status: 404, headers: {}, body: '' }))
  const alerts = async () =>
    (await one.store.alerts.list({ ownerId: null, limit: 9 })).rows.filter(
      ({ about }) => about.kind === 'poll-failed'
    )
  for (const turn of [2, 3]) {
    await toNextPoll(one, flowId)
    await polled(one, flowId, turn)
  }
  expect(await alerts()).toEqual([])
  for (const turn of [4, 5]) {
    await toNextPoll(one, flowId)
    await polled(one, flowId, turn)
  }
  expect(await alerts()).toMatchObject([{ count: 1, about: { flowId, tries: 3 } }])
  await one.crash()
})

test('a slow service is polled once at a time and holds up no other flow', async () => {
  const service = listService()
  const one = await open(service)
  const drawn = await drawPolled(one.backend)
  const slow = await addPolling(one.backend, drawn, {}, 'slow')
  const quick = await addPolling(one.backend, drawn, {}, 'quick')
  await turnOn(one, slow)
  await turnOn(one, quick)
  await polled(one, slow, 1)
  await polled(one, quick, 1)
  const answers: (() => void)[] = []
  service.answerWith(request => {
    const body = JSON.stringify({ items: [], cursor: 0 })
    const response = { status: 200, headers: { 'content-type': 'application/json' }, body }
    if (!request.url.includes('slow')) return response
    return new Promise(resolve => answers.push(() => resolve(response)))
  })
  const polls = (topic: string) => service.polls.filter(url => url.includes(topic)).length
  const before = polls('slow')
  await toNextPoll(one, slow)
  await polled(one, quick, 2)
  // Less than the time that a poll may take, so that it is still going on.
  one.moveClock(30_000)
  expect(polls('slow')).toBe(before + 1)
  answers[0]?.()
  await polled(one, slow, 2)
  await one.crash()
})

test('polls that were missed during a stop are replaced by one, which continues from the cursor', async () => {
  const service = listService()
  service.names.push('Ada')
  const before = await open(service)
  const flowId = await addPolling(before.backend, await drawPolled(before.backend))
  await turnOn(before, flowId)
  await polled(before, flowId, 1)
  await before.crash()
  service.names.push('Eve')
  const polls = service.polls.length
  const after = await openBackend(folder, service.client)
  after.moveClock(42 * MINUTE)
  await after.backend.resume()
  await after.backend.recover()
  await waitForRecordCount(service, 1)
  expect(service.told).toEqual(['Eve'])
  expect(service.polls.slice(polls)).toEqual(['/names?topic=all&after=1'])
  expect((await planOf(after, flowId))?.nextAt).toBeGreaterThan(after.clock())
  await after.crash()
})

test('a flow that is paused or off is not polled, and continues from its cursor when it is resumed', async () => {
  const service = listService()
  const one = await open(service)
  const flowId = await addPolling(one.backend, await drawPolled(one.backend))
  const { subscriptionId } = await turnOn(one, flowId)
  await polled(one, flowId, 1)
  await one.backend.subscriptions.pause(flowId, true)
  service.names.push('Ada')
  one.moveClock(20 * MINUTE)
  expect(service.polls).toHaveLength(1)
  await one.backend.subscriptions.pause(flowId, false)
  await waitForRecordCount(service, 1)
  await one.backend.subscriptions.switchOff(flowId)
  await pollUntil(
    () => one.store.polls.find(subscriptionId),
    plan => plan === null
  )
  one.moveClock(20 * MINUTE)
  expect(service.polls).toHaveLength(2)
  await one.crash()
})

test('a change of options or version keeps the cursor, and another schedule is planned again', async () => {
  const service = listService()
  service.names.push('Ada')
  const one = await open(service)
  const drawn = await drawPolled(one.backend)
  const flowId = await addPolling(one.backend, drawn)
  await turnOn(one, flowId)
  await polled(one, flowId, 1)
  await changeFlow(one.backend, flowId, doc =>
    withCard('event', ({ config }) => ({
      config: { ...config, count: 7 },
      inputs: { topic: literal('some') }
    }))(doc)
  )
  expect(await one.backend.subscriptions.planChanges(flowId)).toMatchObject({ pending: { is: 'in-place' } })
  await one.backend.subscriptions.applyChanges(flowId)
  await pollUntil(
    () => planOf(one, flowId),
    plan => plan?.schedule.every === 'minutes' && plan.schedule.count === 7
  )
  await deployNext(one.backend, drawn)
  const [upgrade] = await one.backend.subscriptions.upgrades.plan({ ownerId: null, flowId })
  expect(upgrade).toMatchObject({ does: 'in-place', from: 1, to: 2 })
  await one.backend.subscriptions.upgrades.begin([flowId])
  await pollUntil(
    async () => (await one.store.subscriptions.wantedOf(flowId))?.terms.versionId,
    versionId => versionId !== drawn.versionId
  )
  service.names.push('Eve')
  await toNextPoll(one, flowId)
  await waitForRecordCount(service, 1)
  expect(service.told).toEqual(['Eve'])
  expect(service.polls.at(-1)).toBe('/names?topic=some&after=1')
  await one.crash()
})

test.each([
  [{ count: 0 }, 'Enter at least 1: a flow starts at most once a minute.'],
  [{ every: 'cron', cron: '* * * * * *' }, 'A schedule cannot have seconds'],
  [{ first: 1.5 }, 'Enter a whole number of records']
])('the settings %j keep a flow off, with the reason', async (config, why) => {
  const one = await open(listService())
  const flowId = await addPolling(one.backend, await drawPolled(one.backend), config)
  expect(await one.backend.subscriptions.blockers(flowId)).toMatchObject([
    { card: 'event', message: expect.stringContaining(why) }
  ])
  await one.crash()
})
