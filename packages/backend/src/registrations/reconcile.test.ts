import { HOUR, MINUTE } from '@hookwright/model'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { ServiceClient } from '../kernel/effects.ts'
import { addNotifyingFlow, drawConnector } from '../testing/draw.ts'
import { alertsOf, openForTest } from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'

/** Service that stores registrations in `hooks`, which the test can change. */
const keeping = () => {
  const service = {
    hooks: new Map<string, { id: string; url: string; secret?: string }>(),
    /** Replacements for the service's answers, by HTTP method. */
    instead: new Map<string, ServiceClient>(),
    add: (id: string, url: string) => void service.hooks.set(id, { id, url }),
    urls: () => [...service.hooks.values()].map(({ url }) => url)
  }
  const answer = (body: unknown) => ({
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body)
  })
  const client: ServiceClient = async (request, signal) => {
    const other = service.instead.get(request.method)
    if (other !== undefined) return other(request, signal)
    switch (request.method) {
      case 'POST':
        service.add('hook 1', String(request.body))
        return answer({})
      case 'DELETE':
        service.hooks.delete('hook 1')
        return answer({})
      default:
        return answer([...service.hooks.values()])
    }
  }
  return { service, client }
}

const open = async (params: { captures?: boolean } = {}) => {
  const { service, client } = keeping()
  const opened = await openForTest(client)
  const { backend, store } = opened
  onTestFinished(() => backend.stop())
  const drawn = await drawConnector(backend, { registers: true, lists: true, ...params })
  const flowId = await addNotifyingFlow(backend, drawn, 'one')
  const turnOn = async () => {
    const { id } = await backend.subscriptions.switchOn(flowId)
    return pollUntil(
      () => store.subscriptions.find(id),
      row => row?.status.is !== 'registering'
    )
  }
  const turnOff = async () => {
    const wanted = await store.subscriptions.wantedOf(flowId)
    await backend.subscriptions.switchOff(flowId)
    await pollUntil(
      () => store.subscriptions.find(wanted?.id ?? ''),
      row => row?.status.is === 'ended'
    )
  }
  const compare = () => backend.subscriptions.compare(flowId)
  const orphans = () => backend.subscriptions.orphans.list()
  /** Deploys a new version and switches the flow to it. */
  const useNewVersion = async () => {
    const { connectorId } = drawn
    const { id: versionId } = await backend.versions.create({ connectorId, note: '', by: 'uma' })
    await backend.versions.deploy(versionId, { visible: true, note: '', by: 'uma' })
    const { doc, draftNo, name, description, active, saveAll } = (await backend.flows.get(flowId)).flow
    const event = doc.cards.event
    if (event === undefined) throw new Error('The event is drawn.')
    const cards = { ...doc.cards, event: { ...event, config: { ...event.config, versionId } } }
    const changed = { name, description, active, saveAll, doc: { ...doc, cards } }
    await backend.flows.save(flowId, changed, draftNo)
  }
  return { ...opened, service, flowId, turnOn, turnOff, compare, orphans, useNewVersion }
}

const foreign = 'https://other.example/hooks/1'
const unknown = `https://hooks.acme-hr.example/e/h${'a'.repeat(43)}`

test('an expected registration is fine, and registrations of others are not touched', async () => {
  const { turnOn, compare, service, orphans, store, flowId } = await open()
  const row = await turnOn()
  service.add('hook 2', foreign)
  expect(await compare()).toMatchObject({ listed: 1, fine: 1, adopted: 0, found: 0, missing: [], gone: 0 })
  expect(await orphans()).toEqual([])
  const attempts = await store.subscriptions.attemptsOf(row?.id ?? '')
  expect(attempts.at(-1)).toMatchObject({ kind: 'reconciliation', outcome: 'succeeded' })
  const run = await store.runs.find(attempts.at(-1)?.runId ?? '')
  expect(run).toMatchObject({ kind: 'listing', flowId: expect.any(String), result: null })
  expect(JSON.stringify(run)).not.toContain(foreign)
  expect((await store.subscriptions.wantedOf(flowId))?.gaps).toEqual([])
})

test('the data to remove a registration comes from the list if the answer had none', async () => {
  const { turnOn, turnOff, compare, service, store, sent } = await open({ captures: true })
  service.instead.set('POST', async request => {
    service.hooks.set('7', { id: '7', url: String(request.body), secret: 's' })
    return { status: 200, headers: {}, body: '' }
  })
  const row = await turnOn()
  expect(row).toMatchObject({ status: { is: 'on' }, registrationData: null })
  expect(await compare()).toMatchObject({ listed: 1, fine: 0, adopted: 1, found: 0, missing: [] })
  expect(await compare()).toMatchObject({ listed: 1, fine: 1, adopted: 0 })
  await turnOff()
  expect(sent.at(-1)).toMatchObject({ method: 'DELETE', url: '/hooks/7/s' })
  expect(await store.subscriptions.find(row?.id ?? '')).toMatchObject({
    status: { is: 'ended', how: 'turned-off' }
  })
  expect(await store.cleanup.list()).toEqual([])
})

test('an unknown Event URL is recorded as an orphan once, and can be removed through the connector', async () => {
  const { turnOn, compare, service, orphans, backend, sent } = await open()
  await turnOn()
  service.add('hook 7', unknown)
  expect(await compare()).toMatchObject({ listed: 2, fine: 1, found: 1 })
  expect(await compare()).toMatchObject({ found: 0 })
  const [orphan, ...others] = await orphans()
  expect(others).toEqual([])
  expect(orphan).toMatchObject({
    remoteId: 'hook 7',
    url: 'https://hooks.acme-hr.example/e/…aaaa',
    removable: true,
    reason: 'No subscription in Hookwright has this Event URL.'
  })
  expect(await backend.subscriptions.orphans.remove(orphan?.id ?? '')).toBeNull()
  expect(sent.at(-1)).toMatchObject({ method: 'DELETE' })
  expect(await orphans()).toMatchObject([{ status: { is: 'removed' } }])
  await expect(backend.subscriptions.orphans.remove(orphan?.id ?? '')).rejects.toMatchObject({
    code: 'orphan.closed'
  })
})

test('a registration that survived turning off is found, and a refusal to remove it is shown', async () => {
  const { turnOn, turnOff, compare, service, orphans, backend } = await open()
  const old = await turnOn()
  service.instead.set('DELETE', async () => ({ status: 200, headers: {}, body: '' }))
  await turnOff()
  expect(await compare()).toMatchObject({ listed: 1, fine: 0, found: 1 })
  const [orphan] = await orphans()
  expect(orphan?.reason).toContain('was turned off')
  expect(orphan?.url).toContain(old?.tokenTail)
  service.instead.set('DELETE', async () => ({ status: 403, headers: {}, body: '' }))
  const fault = await backend.subscriptions.orphans.remove(orphan?.id ?? '')
  expect(fault).toMatchObject({ code: 'http.status' })
  expect(await orphans()).toMatchObject([{ status: { is: 'open' }, reason: expect.stringContaining('403') }])
  await backend.subscriptions.orphans.ignore(orphan?.id ?? '', 'It belongs to the tests.')
  expect(await orphans()).toMatchObject([{ status: { is: 'ignored' }, reason: 'It belongs to the tests.' }])
})

test('an orphan that the service no longer lists is closed, and one that cannot be removed says so', async () => {
  const { turnOn, compare, service, orphans, backend, store } = await open()
  await turnOn()
  service.add('hook 7', unknown)
  await compare()
  service.hooks.delete('hook 7')
  await compare()
  expect(await orphans()).toMatchObject([
    { status: { is: 'removed' }, reason: 'The service no longer lists the registration.' }
  ])
  const [first] = await orphans()
  const about = { connectorId: first?.connectorId ?? '', connectionId: null, foundAt: 1, reason: '' }
  const orphan = { ...about, id: crypto.randomUUID(), remoteId: 'x', url: '' }
  await store.orphans.add(orphan, { data: null, removal: null })
  await expect(backend.subscriptions.orphans.remove(orphan.id)).rejects.toMatchObject({
    code: 'orphan.not-removable'
  })
  await expect(backend.subscriptions.orphans.get(crypto.randomUUID())).rejects.toMatchObject({
    code: 'orphan.gone'
  })
})

test('a registration that the service lost has a gap until it is back', async () => {
  const { turnOn, compare, service, store, flowId } = await open()
  const row = await turnOn()
  const kept = [...service.hooks]
  service.hooks.clear()
  const gaps = async () => (await store.subscriptions.wantedOf(flowId))?.gaps
  expect(await compare()).toMatchObject({ listed: 0, missing: [row?.id] })
  expect(await gaps()).toEqual([{ from: expect.any(Number), to: null, why: expect.stringContaining('list') }])
  await compare()
  expect(await gaps()).toHaveLength(1)
  const lost = { kind: 'subscription-lost', flowId, subscriptionId: row?.id }
  expect(await alertsOf({ store })).toMatchObject([{ about: lost, count: 1 }])
  for (const [id, hook] of kept) service.hooks.set(id, hook)
  expect(await compare()).toMatchObject({ missing: [], fine: 1 })
  expect(await gaps()).toEqual([
    { from: expect.any(Number), to: expect.any(Number), why: expect.any(String) }
  ])
})

test('a registration that the service lost is registered again, and its gap ends then', async () => {
  const { turnOn, compare, service, store, flowId, backend } = await open()
  const lost = await turnOn()
  service.hooks.clear()
  expect(await compare()).toMatchObject({ missing: [lost?.id] })
  await expect(backend.subscriptions.renewNow(flowId)).rejects.toMatchObject({ code: 'renewal.not-expiring' })
  const { id } = await backend.subscriptions.replace(flowId, 'kept')
  const found = await pollUntil(
    () => store.subscriptions.wantedOf(flowId),
    row => row?.id === id
  )
  expect(found).toMatchObject({ status: { is: 'on' }, gaps: [{ to: expect.any(Number) }] })
  // A comparison that began by itself before is shared, and may have asked the service earlier.
  const compared = await pollUntil(compare, ({ listed }) => listed === 1)
  expect(compared).toMatchObject({ listed: 1, fine: 1, missing: [] })
})

test('a possible leftover is gone for certain when the service does not list it', async () => {
  const { turnOn, turnOff, compare, service, store, backend, flowId, moveClock } = await open()
  service.instead.set('POST', async () => {
    throw new Error('The connection was reset.')
  })
  const lost = await turnOn()
  expect(lost?.status).toEqual({ is: 'ended', how: 'uncertain' })
  // It is repaired, so that nobody is called before that has failed.
  expect(await alertsOf({ store })).toEqual([])
  service.instead.clear()
  await turnOn()
  service.instead.set('DELETE', async () => ({ status: 500, headers: {}, body: '' }))
  await turnOff()
  expect(await store.cleanup.countOpen(flowId)).toBe(1)
  service.hooks.clear()
  moveClock(2 * MINUTE)
  expect(await compare()).toMatchObject({ listed: 0, gone: 2 })
  expect(await backend.subscriptions.cleanupEntries()).toMatchObject([
    { status: { is: 'closed', how: 'gone' } }
  ])
  expect(await store.subscriptions.find(lost?.id ?? '')).toMatchObject({
    status: { is: 'ended', how: 'refused' },
    fault: { code: 'registration.not-there' }
  })
})

/** Turns the flow on. The service accepts the registration, but its response is lost. */
const loseTheAnswer = async ({ service, turnOn, sent }: Awaited<ReturnType<typeof open>>) => {
  service.instead.set('POST', async request => {
    service.add('hook 1', String(request.body))
    throw new Error('The connection was reset.')
  })
  const row = await turnOn()
  service.instead.clear()
  expect(row?.status).toEqual({ is: 'ended', how: 'uncertain' })
  return { id: row?.id ?? '', url: String(sent.at(-1)?.body) }
}

test('an uncertain registration is settled by removing what the service lists of it, and says so', async () => {
  const opened = await open()
  const { compare, orphans, backend, store } = opened
  const { id } = await loseTheAnswer(opened)
  expect(await compare()).toMatchObject({ listed: 1, found: 1 })
  const [orphan] = await orphans()
  expect(orphan?.reason).toContain('was lost')
  expect((await backend.registrations.list()).map(each => each.subscription.id)).toEqual([id])
  expect(await backend.subscriptions.orphans.remove(orphan?.id ?? '')).toBeNull()
  expect(await store.subscriptions.find(id)).toMatchObject({
    status: { is: 'ended', how: 'refused' },
    fault: { code: 'registration.removed' }
  })
  expect(await backend.registrations.list()).toEqual([])
  expect(await orphans()).toMatchObject([{ status: { is: 'removed' } }])
})

test('an uncertain registration that the service lists twice is settled when both are removed, not by a refusal', async () => {
  const opened = await open()
  const { compare, orphans, backend, store, service } = opened
  const { id, url } = await loseTheAnswer(opened)
  service.add('hook 2', url)
  expect(await compare()).toMatchObject({ listed: 2, found: 2 })
  const how = async () => (await store.subscriptions.find(id))?.status
  const [one, other] = await orphans()
  service.instead.set('DELETE', async () => ({ status: 403, headers: {}, body: '' }))
  expect(await backend.subscriptions.orphans.remove(one?.id ?? '')).not.toBeNull()
  service.instead.clear()
  expect(await backend.subscriptions.orphans.remove(one?.id ?? '')).toBeNull()
  expect(await how()).toEqual({ is: 'ended', how: 'uncertain' })
  expect(await backend.subscriptions.orphans.remove(other?.id ?? '')).toBeNull()
  expect(await how()).toEqual({ is: 'ended', how: 'refused' })
})

test('a named uncertain registration is looked up with its own version, although its flow runs another one now', async () => {
  const opened = await open()
  const { turnOn, compare, service, store, backend, flowId, useNewVersion, moveClock } = opened
  const { id } = await loseTheAnswer(opened)
  service.hooks.clear()
  expect(await backend.subscriptions.compare(flowId, id)).toMatchObject({ gone: 0, early: 1 })
  await useNewVersion()
  const on = await turnOn()
  moveClock(2 * MINUTE)
  expect(on?.terms.versionId).not.toBe((await store.subscriptions.find(id))?.terms.versionId)
  expect(await compare()).toMatchObject({ gone: 0, early: 0 })
  expect((await backend.registrations.uncertain()).map(each => each.id)).toEqual([id])
  expect(await backend.subscriptions.compare(flowId, id)).toMatchObject({ gone: 1, missing: [] })
  expect(await backend.registrations.uncertain()).toEqual([])
  const stranger = backend.subscriptions.compare(crypto.randomUUID(), id)
  await expect(stranger).rejects.toMatchObject({ code: 'subscription.gone' })
})

test('a lost replacement that is not listed does not ask to turn on the flow, which stayed on', async () => {
  const { turnOn, compare, service, store, backend, flowId, moveClock } = await open()
  await turnOn()
  service.instead.set('POST', async () => {
    throw new Error('The connection was reset.')
  })
  const { id } = await backend.subscriptions.replace(flowId, 'kept')
  const lost = () => store.subscriptions.find(id)
  await pollUntil(lost, row => row?.status.is === 'ended')
  service.instead.clear()
  moveClock(2 * MINUTE)
  expect(await compare()).toMatchObject({ fine: 1, gone: 1 })
  const fault = (await lost())?.fault
  expect(fault?.code).toBe('registration.not-there')
  expect(fault?.message).not.toContain('when the flow was turned on')
  expect(fault?.message).toMatch(/nothing is left there\. Turn the flow on again if needed\.$/)
})

test('a failed list changes nothing and says why, and without a list there is no comparison', async () => {
  const { turnOn, compare, service, store, backend } = await open()
  const row = await turnOn()
  service.instead.set('GET', async () => ({ status: 500, headers: {}, body: '' }))
  await expect(compare()).rejects.toMatchObject({ code: 'http.status' })
  expect((await store.subscriptions.attemptsOf(row?.id ?? '')).at(-1)).toMatchObject({
    kind: 'reconciliation',
    outcome: 'failed'
  })
  await expect(backend.subscriptions.compare(crypto.randomUUID())).rejects.toMatchObject({
    code: 'reconciliation.no-listing'
  })
})

test('a list without an answer ends with its time limit', async () => {
  const { turnOn, compare, service, moveClock } = await open()
  await turnOn()
  let asked = false
  service.instead.set('GET', (_, signal) => {
    asked = true
    return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
  })
  const comparing = expect(compare()).rejects.toMatchObject({ code: 'reconciliation.timed-out' })
  await pollUntil(
    () => asked,
    is => is
  )
  moveClock(MINUTE)
  await comparing
})

test('the comparison runs every hour on its own', async () => {
  const { turnOn, service, orphans, moveClock, backend, sent } = await open()
  await turnOn()
  await backend.resume()
  service.add('hook 7', unknown)
  moveClock(HOUR / 2)
  await new Promise(resolve => setImmediate(resolve))
  expect(sent.filter(({ method }) => method === 'GET')).toEqual([])
  moveClock(HOUR / 2)
  await pollUntil(orphans, found => found.length === 1)
})

describe('an answer that lists no registration', () => {
  test.each([
    ['nothing', '', ''],
    ['an error that comes as 200', 'application/json', '{"error":"Try again later."}'],
    [
      'entries that say no URL',
      'application/json',
      '[{"id":"hook 1","address":"https://hooks.acme-hr.example"}]'
    ]
  ])('as %s, does not count as an empty list', async (_, type, body) => {
    const { turnOn, turnOff, compare, service, store, flowId } = await open()
    await turnOn()
    service.instead.set('DELETE', async () => ({ status: 500, headers: {}, body: '' }))
    await turnOff()
    const on = await turnOn()
    const headers = type === '' ? {} : { 'content-type': type }
    service.instead.set('GET', async () => ({ status: 200, headers, body }))
    await expect(compare()).rejects.toMatchObject({ code: 'listing.names-none' })
    expect(await store.cleanup.countOpen(flowId)).toBe(1)
    expect((await store.subscriptions.find(on?.id ?? ''))?.gaps).toEqual([])
  })
})

test('a registration that was made during the request, or just before, does not count as gone', async () => {
  const { turnOn, turnOff, compare, service, store, flowId, moveClock } = await open()
  await turnOn()
  service.instead.set('DELETE', async () => ({ status: 500, headers: {}, body: '' }))
  await turnOff()
  service.hooks.clear()
  // The service may list what it did a moment ago only later.
  expect(await compare()).toMatchObject({ gone: 0 })
  expect(await store.cleanup.countOpen(flowId)).toBe(1)
  moveClock(2 * MINUTE)
  await pollUntil(
    () => store.cleanup.list(),
    ([entry]) => entry?.tries === 1
  )
  expect(await compare()).toMatchObject({ gone: 1 })
})
