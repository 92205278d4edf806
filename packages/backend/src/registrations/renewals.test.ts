import { DAY, Fault, HOUR, MINUTE } from '@hookwright/model'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { ServiceClient } from '../kernel/effects.ts'
import { addNotifyingFlow, drawConnector } from '../testing/draw.ts'
import { alertsOf, makeFolder, openBackend, openForTest, type TestBackend } from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'

/**
 * Service whose registrations expire one day after creation or renewal. The test can replace its responses.
 */
const endingAfterADay = () => {
  let now = (): number => 0
  /** Replacements for the service's responses to a renewal and to a creation. */
  const instead: { renew: ServiceClient | null; create: ServiceClient | null } = { renew: null, create: null }
  const client: ServiceClient = (request, signal) => {
    const other = request.method === 'PATCH' ? instead.renew : instead.create
    if (other !== null && request.method !== 'DELETE') return other(request, signal)
    const body = JSON.stringify({ expiresAt: new Date(now() + DAY).toISOString() })
    return Promise.resolve({ status: 200, headers: { 'content-type': 'application/json' }, body })
  }
  return {
    instead,
    client,
    follow: (clock: () => number) => {
      now = clock
    }
  }
}

const open = async (params: { renews: boolean; resumes?: boolean }) => {
  const { folder, remove } = makeFolder()
  const service = endingAfterADay()
  const first = await openBackend(folder, service.client)
  service.follow(first.clock)
  let opened: TestBackend = first
  onTestFinished(async () => {
    await opened.backend.stop()
    await opened.crash()
    remove()
  })
  const drawn = await drawConnector(first.backend, { registers: true, ...params })
  const flowId = await addNotifyingFlow(first.backend, drawn, 'one')
  const { id } = await first.backend.subscriptions.switchOn(flowId)
  const rowOf = (subscriptionId = id) => opened.store.subscriptions.find(subscriptionId)
  const planned = await pollUntil(rowOf, row => (row?.renewAt ?? null) !== null)
  const methods = () => opened.sent.map(({ method }) => method)
  const registered = () => opened.sent.flatMap(({ method, body }) => (method === 'POST' ? [body] : []))
  return {
    service,
    flowId,
    id,
    planned,
    rowOf,
    methods,
    registered,
    now: () => opened,
    faults: async () => (await opened.store.subscriptions.attemptsOf(id)).map(({ fault }) => fault),
    attempts: async () =>
      (await opened.store.subscriptions.attemptsOf(id)).map(({ kind, outcome }) => `${kind} ${outcome}`),
    reopen: async () => {
      await opened.crash()
      opened = await openBackend(folder, service.client)
      return opened
    }
  }
}

const isPlannedAnew = (renewAt: number | null | undefined) => (row: { renewAt: number | null } | null) =>
  row !== null && row.renewAt !== null && row.renewAt !== renewAt

test('a subscription that the service ends is renewed well before, and then continues', async () => {
  const { planned, now, rowOf, methods, attempts, flowId } = await open({ renews: true })
  const expiresAt = planned?.expiresAt ?? 0
  const early = expiresAt - (planned?.renewAt ?? 0)
  expect(early).toBeGreaterThan(5 * HOUR)
  expect(early).toBeLessThan(7 * HOUR)
  now().moveClock(19 * HOUR)
  const renewed = await pollUntil(rowOf, isPlannedAnew(planned?.renewAt))
  expect(renewed).toMatchObject({ status: { is: 'on' }, wanted: true, renewTries: 0, gaps: [] })
  expect(renewed?.expiresAt).toBeGreaterThan(expiresAt + 18 * HOUR)
  expect(renewed?.registrationData).toEqual(planned?.registrationData)
  expect(methods()).toEqual(['POST', 'PATCH'])
  expect(await attempts()).toEqual(['registration succeeded', 'renewal succeeded'])
  expect((await now().backend.subscriptions.progress(flowId))?.lifetime).toMatchObject({
    expiresAt: renewed?.expiresAt
  })
})

test('a subscription without a renewal flow is registered again, and the old one is removed afterwards', async () => {
  const { planned, now, rowOf, methods, flowId, id } = await open({ renews: false })
  now().moveClock(19 * HOUR)
  const old = await pollUntil(rowOf, row => row?.wanted === false)
  expect(old?.replacedBy).not.toBeNull()
  const wanted = await pollUntil(
    () => now().store.subscriptions.wantedOf(flowId),
    isPlannedAnew(planned?.renewAt)
  )
  expect(wanted?.id).not.toBe(id)
  await pollUntil(methods, sent => sent.includes('DELETE'))
  expect(methods()).toEqual(['POST', 'POST', 'DELETE'])
})

test('a refused renewal is tried again later, and the gap is recorded if the end came first', async () => {
  const { service, planned, now, rowOf, methods, attempts, flowId, id } = await open({ renews: true })
  const refused = { status: 409, headers: {}, body: 'No seat for Ada Canary.' }
  service.instead.renew = async () => refused
  service.instead.create = async () => ({ ...refused, status: 500 })
  now().moveClock(19 * HOUR)
  const again = await pollUntil(rowOf, row => row?.renewTries === 1)
  expect((again?.renewAt ?? 0) - now().clock()).toBeGreaterThan(50 * 1000)
  // Whoever looks is told why, where the flow is and where the registrations are.
  const failed = { message: expect.stringContaining('409') }
  expect((await now().backend.subscriptions.progress(flowId))?.lifetime).toMatchObject({ failed })
  expect(await now().backend.registrations.list()).toMatchObject([{ lifetime: { failed } }])
  now().moveClock(5 * HOUR)
  const ended = await pollUntil(rowOf, row => row?.renewTries === 2)
  const expiresAt = planned?.expiresAt ?? 0
  expect(ended?.gaps).toEqual([
    { from: expiresAt, to: null, why: expect.stringContaining('before it was renewed. ') }
  ])
  // What has ended is not asked to be renewed, but registered again.
  expect(methods()).toEqual(['POST', 'PATCH', 'POST'])
  expect(await attempts()).toEqual(['registration succeeded', 'renewal failed', 'renewal failed'])
  expect((await alertsOf(now())).map(({ about, count }) => `${about.kind} ${count}`)).toEqual([
    // So is the one that was to take its place.
    'registration-uncertain 1',
    'subscription-lost 1',
    'renewal-failed 1'
  ])
  // They may leave the house, and what the service says may not.
  const told = JSON.stringify(await alertsOf(now()))
  expect(told).toContain('the service answered 500')
  expect(told).not.toContain('Canary')
  expect(JSON.stringify(await now().store.subscriptions.attemptsOf(id))).toContain('Canary')
  service.instead.create = null
  now().moveClock(6 * MINUTE)
  const old = await pollUntil(rowOf, row => row?.wanted === false && row.gaps[0]?.to !== null)
  expect(old?.gaps[0]?.to).toBeGreaterThan(expiresAt)
  const successor = await now().store.subscriptions.wantedOf(flowId)
  expect(successor?.id).not.toBe(id)
  // It is told with the one by which the flow stands from then on.
  expect(successor?.gaps).toEqual(old?.gaps)
})

test('a registration that follows a lapsed one receives its data', async () => {
  const { service, now, rowOf, registered } = await open({ renews: true, resumes: true })
  service.instead.renew = async () => ({ status: 409, headers: {}, body: '' })
  now().moveClock(19 * HOUR)
  await pollUntil(rowOf, row => row?.renewTries === 1)
  now().moveClock(6 * HOUR)
  await pollUntil(rowOf, row => row?.wanted === false)
  expect(registered()).toEqual(['after ', 'after hook 1'])
})

test('a registration that replaces one in time receives no data of it', async () => {
  const { now, rowOf, registered } = await open({ renews: false, resumes: true })
  now().moveClock(19 * HOUR)
  await pollUntil(rowOf, row => row?.wanted === false)
  expect(registered()).toEqual(['after ', 'after '])
})

test('a registration that the service reports as gone is registered again at once', async () => {
  const { service, now, rowOf, methods } = await open({ renews: true })
  service.instead.renew = async () => ({ status: 404, headers: {}, body: '' })
  now().moveClock(19 * HOUR)
  const old = await pollUntil(rowOf, row => row?.wanted === false && row.gaps[0]?.to !== null)
  expect(old?.gaps).toMatchObject([{ why: expect.stringContaining('no longer exists') }])
  expect(methods().slice(0, 3)).toEqual(['POST', 'PATCH', 'POST'])
})

test('a renewal with a lost answer is not sent again: a new registration replaces it', async () => {
  const { service, now, rowOf, methods, attempts, faults } = await open({ renews: true })
  service.instead.renew = async () => {
    throw new Error('The connection was reset.')
  }
  now().moveClock(19 * HOUR)
  await pollUntil(rowOf, row => row?.wanted === false)
  await pollUntil(attempts, all => !all.includes('renewal running'))
  expect(methods().filter(method => method === 'PATCH')).toHaveLength(1)
  expect((await attempts()).slice(0, 3)).toEqual([
    'registration succeeded',
    'renewal uncertain',
    'renewal succeeded'
  ])
  expect((await faults())[1]?.code).toBe('renewal.uncertain')
})

test('a renewal without an answer ends with its time limit, and may have been done', async () => {
  const { service, now, rowOf, faults } = await open({ renews: true })
  let asked = false
  service.instead.renew = (_, signal) => {
    asked = true
    return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
  }
  now().moveClock(19 * HOUR)
  await pollUntil(
    () => asked,
    is => is
  )
  now().moveClock(MINUTE)
  await pollUntil(rowOf, row => row?.wanted === false)
  const why = new Fault('renewal.timed-out', { seconds: 60 }).message
  expect((await faults())[1]).toMatchObject({ code: 'renewal.uncertain', details: { why } })
})

test('a renewal without a later end has failed', async () => {
  const { service, now, rowOf, faults } = await open({ renews: true })
  const body = JSON.stringify({ expiresAt: '2020-01-01T00:00:00.000Z' })
  service.instead.renew = async () => ({
    status: 200,
    headers: { 'content-type': 'application/json' },
    body
  })
  now().moveClock(19 * HOUR)
  await pollUntil(rowOf, row => row?.renewTries === 1)
  expect((await faults())[1]?.code).toBe('renewal.no-more-time')
})

test('an interrupted renewal is not sent again, and a start continues with the plan', async () => {
  const { service, planned, now, rowOf, methods, attempts, reopen } = await open({ renews: true })
  let asked = false
  service.instead.renew = () => {
    asked = true
    return new Promise(() => {})
  }
  now().moveClock(19 * HOUR)
  await pollUntil(
    () => asked,
    is => is
  )
  const after = await reopen()
  after.moveClock(19 * HOUR)
  service.follow(after.clock)
  await after.backend.resume()
  await pollUntil(rowOf, row => row?.wanted === false)
  expect(methods()).not.toContain('PATCH')
  expect((await attempts())[1]).toBe('renewal uncertain')
  expect(planned?.renewAt).not.toBeNull()
})

test('a renewal of a subscription that is being turned off is ended by the next start, with its run', async () => {
  const { service, now, methods, attempts, reopen, flowId, id } = await open({ renews: true })
  service.instead.renew = () => new Promise(() => {})
  now().moveClock(19 * HOUR)
  await pollUntil(
    () => methods().includes('PATCH'),
    is => is
  )
  await now().backend.subscriptions.switchOff(flowId)
  const { store, backend } = await reopen()
  expect(await attempts()).toContain('renewal running')
  await backend.resume()
  await pollUntil(attempts, all => all.every(attempt => !attempt.endsWith('running')))
  expect(await attempts()).toContain('renewal uncertain')
  const renewal = (await store.subscriptions.attemptsOf(id)).find(({ kind }) => kind === 'renewal')
  expect((await store.runs.find(renewal?.runId ?? ''))?.status).toMatchObject({
    is: 'failed',
    fault: { code: 'run.interrupted' }
  })
})

test('a subscription can be renewed by hand if it has an end', async () => {
  const { planned, now, rowOf, flowId, methods } = await open({ renews: true })
  const renewing = now().backend.subscriptions.renewNow(flowId)
  await expect(now().backend.subscriptions.renewNow(flowId)).rejects.toMatchObject({ code: 'renewal.busy' })
  await renewing
  expect(await rowOf()).toMatchObject({ renewTries: 0 })
  expect((await rowOf())?.renewAt).not.toBe(planned?.renewAt)
  expect(methods()).toEqual(['POST', 'PATCH'])
  await now().backend.subscriptions.switchOff(flowId)
  await expect(now().backend.subscriptions.renewNow(flowId)).rejects.toMatchObject({
    code: 'subscription.already-off'
  })
})

describe('an end that has already passed when the service names it', () => {
  const passed: ServiceClient = async () => ({
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: '{"expiresAt":"2020-01-01T00:00:00Z"}'
  })

  test('keeps the flow off, and removes the registration', async () => {
    const one = await openForTest(passed)
    onTestFinished(() => one.backend.stop())
    const drawn = await drawConnector(one.backend, { registers: true })
    const flowId = await addNotifyingFlow(one.backend, drawn, 'one')
    const { id } = await one.backend.subscriptions.switchOn(flowId)
    const row = await pollUntil(
      () => one.store.subscriptions.find(id),
      seen => seen?.status.is === 'ended'
    )
    expect(row).toMatchObject({ status: { how: 'refused' }, fault: { code: 'registration.no-time' } })
    const [entry] = await pollUntil(
      () => one.backend.subscriptions.cleanupEntries(),
      ([seen]) => seen?.status.is === 'closed'
    )
    expect(entry?.status).toMatchObject({
      reason: 'The registration had already expired when it was returned, so it was undone.'
    })
    expect(one.sent.map(({ method }) => method)).toEqual(['POST', 'DELETE'])
  })

  test('limits how many successors follow each other', async () => {
    const { service, now, rowOf, methods } = await open({ renews: false })
    service.instead.create = passed
    now().moveClock(19 * HOUR)
    const row = await pollUntil(rowOf, seen => (seen?.renewTries ?? 0) > 0)
    expect(row).toMatchObject({ wanted: true, status: { is: 'on' }, renewTries: 1 })
    expect((row?.renewAt ?? 0) - now().clock()).toBeGreaterThan(50 * 1000)
    expect(methods()).toEqual(['POST', 'POST', 'DELETE'])
  })
})

// review: cores A5
test('overdue renewals are made a few at a time, the earliest expiry first, and none fails by waiting', async () => {
  let [open, most] = [0, 0]
  const waiting: (() => void)[] = []
  const renewed: string[] = []
  let subscriptionCache = 0
  const one = await openForTest(async ({ method, url }) => {
    if (method === 'PATCH') {
      most = Math.max(most, ++open)
      renewed.push(url)
      await new Promise<void>(resolve => waiting.push(resolve))
      open--
    }
    // Those that were made later end earlier.
    const expiresAt = new Date(one.clock() + 10 * DAY - ++subscriptionCache * HOUR).toISOString()
    const body = JSON.stringify({ id: String(subscriptionCache), secret: 's', expiresAt })
    return { status: 200, headers: { 'content-type': 'application/json' }, body }
  })
  onTestFinished(() => {
    for (const resolve of waiting) resolve()
  })
  const drawn = await drawConnector(one.backend, { registers: true, renews: true, captures: true })
  const ids: string[] = []
  for (let made = 0; made < 20; made++) {
    const { id } = await one.backend.subscriptions.switchOn(await addNotifyingFlow(one.backend, drawn, 'one'))
    ids.push(id)
    await pollUntil(
      () => one.store.subscriptions.find(id),
      row => (row?.renewAt ?? null) !== null
    )
  }
  one.moveClock(9 * DAY)
  await pollUntil(
    () => waiting.length,
    length => length === 8
  )
  while (renewed.length < 20) {
    const before = renewed.length
    waiting.shift()?.()
    await pollUntil(
      () => renewed.length,
      length => length > before
    )
  }
  for (const resolve of waiting.splice(0)) resolve()
  const attempts = async () =>
    (await Promise.all(ids.map(id => one.store.subscriptions.attemptsOf(id))))
      .flat()
      .map(({ kind, outcome }) => `${kind} ${outcome}`)
  await pollUntil(attempts, all => all.filter(each => each === 'renewal succeeded').length === 20)
  expect(most).toBe(8)
  // All that was due at the first moment was taken by its end.
  expect(renewed).toEqual(Array.from({ length: 20 }, (_, index) => `/hooks/${20 - index}/s`))
  expect((await attempts()).filter(each => each === 'registration succeeded')).toHaveLength(20)
})
