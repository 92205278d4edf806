import { DAY, HOUR, MINUTE } from '@hookwright/model'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { ServiceClient } from '../kernel/effects.ts'
import { addNotifyingFlow, changeFlow, deployNext, drawConnector, withCard } from '../testing/draw.ts'
import { deliver, turnOn } from '../testing/event.ts'
import { openForTest } from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'

/**
 * Opens a backend with a service whose registration ids come from `id`. The test can make the service refuse
 * removals.
 */
const openWith = async (
  params: Parameters<typeof drawConnector>[1],
  id: (made: number) => string | null = made => String(made)
) => {
  const hooks = new Map<string, string>()
  const service = {
    refusesRemoval: false,
    hold: null as Promise<void> | null,
    /**
     * Promise that delays the response to the next registration; null for no delay. The registration itself
     * takes effect immediately.
     */
    holdsAnswer: null as Promise<void> | null
  }
  let made = 0
  const json = (status: number, body: unknown) => ({
    status,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body)
  })
  const client: ServiceClient = async ({ method, url, body }) => {
    if (method === 'DELETE') {
      await service.hold
      if (service.refusesRemoval) return json(503, {})
      return hooks.delete(url.split('/')[2] ?? '') ? json(200, {}) : json(404, {})
    }
    if (url !== '/hooks') return json(200, {})
    const hook = id(++made)
    if (hook === null) return json(200, { secret: '' })
    hooks.set(hook, String(body))
    const held = service.holdsAnswer
    service.holdsAnswer = null
    await held
    return json(200, { id: hook, secret: 's' })
  }
  const one = await openForTest(client)
  onTestFinished(() => one.backend.stop())
  const drawn = await drawConnector(one.backend, params)
  const ended = (subscriptionId: string) =>
    pollUntil(
      () => one.store.subscriptions.find(subscriptionId),
      row => row?.status.is === 'ended'
    )
  return { one, drawn, hooks, service, ended, backend: one.backend }
}

const capturing = { registers: true, captures: true }

describe('a registration that shares its id with another one', () => {
  test('is not removed by a cleanup entry while the flow is on with it again', async () => {
    const { one, drawn, hooks, service, ended, backend } = await openWith(capturing, () => 'same')
    const flowId = await addNotifyingFlow(backend, drawn, 'one')
    const { subscriptionId } = await turnOn(one, flowId)
    service.refusesRemoval = true
    await backend.subscriptions.switchOff(flowId)
    await ended(subscriptionId)
    const again = await turnOn(one, flowId)
    service.refusesRemoval = false
    one.moveClock(10 * MINUTE)
    const entries = () => backend.subscriptions.cleanupEntries()
    await pollUntil(entries, ([entry]) => entry?.status.is === 'closed')
    expect(await entries()).toMatchObject([{ status: { how: 'adopted' } }])
    expect([...hooks]).toEqual([['same', again.eventUrl]])
  })

  test('is not removed with the former subscription', async () => {
    const { one, drawn, hooks, ended, backend } = await openWith(capturing, () => 'same')
    const flowId = await addNotifyingFlow(backend, drawn, 'one')
    const { subscriptionId } = await turnOn(one, flowId)
    const { id } = await backend.subscriptions.replace(flowId, 'kept')
    await ended(subscriptionId)
    expect([...hooks]).toEqual([['same', await backend.subscriptions.eventUrlOf(id)]])
  })
})

test('turning on waits until no removal for the flow is in progress', async () => {
  const { one, drawn, hooks, service, ended, backend } = await openWith(capturing, () => 'same')
  const flowId = await addNotifyingFlow(backend, drawn, 'one')
  const { subscriptionId } = await turnOn(one, flowId)
  service.refusesRemoval = true
  await backend.subscriptions.switchOff(flowId)
  await ended(subscriptionId)
  service.refusesRemoval = false
  let release = (): void => {}
  service.hold = new Promise(resolve => {
    release = resolve
  })
  const [entry] = await backend.subscriptions.cleanupEntries()
  await backend.subscriptions.retryCleanupEntry(entry?.id ?? '')
  const turning = turnOn(one, flowId)
  release()
  service.hold = null
  const { eventUrl } = await turning
  expect([...hooks]).toEqual([['same', eventUrl]])
})

// review: cores A8
test('no registration begins while the same flow is being deregistered', async () => {
  const { one, drawn, hooks, service, ended, backend } = await openWith(capturing, () => 'same')
  const flowId = await addNotifyingFlow(backend, drawn, 'one')
  const { subscriptionId } = await turnOn(one, flowId)
  let release = (): void => {}
  service.hold = new Promise(resolve => {
    release = resolve
  })
  await backend.subscriptions.switchOff(flowId)
  await pollUntil(
    () => one.sent.at(-1)?.method,
    method => method === 'DELETE'
  )
  const turning = turnOn(one, flowId)
  await pollUntil(
    () => backend.subscriptions.list(flowId),
    all => all.length === 2
  )
  for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate)
  expect(one.sent.map(({ method }) => method)).toEqual(['POST', 'DELETE'])
  release()
  service.hold = null
  const { eventUrl } = await turning
  expect([...hooks]).toEqual([['same', eventUrl]])
  expect((await ended(subscriptionId))?.status).toEqual({ is: 'ended', how: 'turned-off' })
})

// review: cores A8
test('a cleanup entry of a service with one hook for all does not remove the new one', async () => {
  const { one, drawn, hooks, service, ended, backend } = await openWith({ registers: true }, () => '1')
  const flowId = await addNotifyingFlow(backend, drawn, 'one')
  const { subscriptionId } = await turnOn(one, flowId)
  service.refusesRemoval = true
  await backend.subscriptions.switchOff(flowId)
  await ended(subscriptionId)
  const again = await turnOn(one, flowId)
  service.refusesRemoval = false
  one.moveClock(10 * MINUTE)
  const entries = () => backend.subscriptions.cleanupEntries()
  await pollUntil(entries, ([entry]) => entry?.status.is === 'closed')
  expect([...hooks]).toEqual([['1', again.eventUrl]])
  // It is still removed by turning off.
  await backend.subscriptions.switchOff(flowId)
  await pollUntil(
    () => hooks.size,
    size => size === 0
  )
})

// review: cores A8
test('a late answer to a cancelled registration does not remove the new one', async () => {
  const { one, drawn, hooks, service, backend } = await openWith(capturing, () => 'same')
  const flowId = await addNotifyingFlow(backend, drawn, 'one')
  const releases: (() => void)[] = []
  const holdAnswer = () => {
    service.holdsAnswer = new Promise(resolve => {
      releases.push(resolve)
    })
  }
  const posts = (count: number) =>
    pollUntil(
      () => one.sent.filter(({ method }) => method === 'POST').length,
      made => made === count
    )
  holdAnswer()
  await backend.subscriptions.switchOn(flowId)
  await posts(1)
  await backend.subscriptions.switchOff(flowId)
  holdAnswer()
  const { id } = await backend.subscriptions.switchOn(flowId)
  await posts(2)
  releases[0]?.()
  await pollUntil(
    () => backend.subscriptions.list(flowId),
    ([, first]) => first !== undefined
  )
  for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate)
  releases[1]?.()
  const entries = () => backend.subscriptions.cleanupEntries()
  await pollUntil(entries, ([entry]) => entry?.status.is === 'closed')
  expect((await one.store.subscriptions.find(id))?.status).toEqual({ is: 'on' })
  expect([...hooks]).toEqual([['same', await backend.subscriptions.eventUrlOf(id)]])
})

// review: services 13
test('a registration without the id that its deregistration flow needs does not come on', async () => {
  const { drawn, ended, backend } = await openWith(capturing, () => null)
  const flowId = await addNotifyingFlow(backend, drawn, 'one')
  const { id } = await backend.subscriptions.switchOn(flowId)
  const row = await ended(id)
  expect(row?.status).toEqual({ is: 'ended', how: 'uncertain' })
  expect(row?.fault?.details).toMatchObject({ cause: 'registration.no-data' })
  expect(row?.fault?.message).toContain('no id, secret, which the deregistration flow needs')
})

// review: services 14
test('a second flow is refused if the service has one Event URL for each connection', async () => {
  const { one, drawn, backend } = await openWith(capturing)
  await changeFlow(
    backend,
    drawn.oneId,
    withCard('event', ({ config }) => ({ config: { ...config, oneUrlPerConnection: true } }))
  )
  const versionId = await deployNext(backend, drawn)
  const first = await addNotifyingFlow(backend, { ...drawn, versionId }, 'one')
  const second = await addNotifyingFlow(backend, { ...drawn, versionId }, 'one')
  await turnOn(one, first)
  expect(await backend.subscriptions.blockers(second)).toMatchObject([
    {
      code: 'address-taken',
      message: expect.stringContaining('The flow “Tell one” is on, and Acme HR allows only one')
    }
  ])
  await expect(backend.subscriptions.switchOn(second)).rejects.toMatchObject({
    code: 'subscription.cannot-turn-on'
  })
  expect(await backend.subscriptions.blockers(first)).toEqual([])
  const { id } = (await one.store.subscriptions.wantedOf(first)) ?? { id: '' }
  await backend.subscriptions.switchOff(first)
  await pollUntil(
    () => one.store.subscriptions.find(id),
    row => row?.status.is === 'ended'
  )
  expect(await backend.subscriptions.blockers(second)).toEqual([])
})

// review: cores A11
describe('a connection in use cannot be deleted', () => {
  const openKeyed = async () => {
    const opened = await openWith({ ...capturing, hasKey: true, receiving: { deliveryId: '{header.x-id}' } })
    const { backend, drawn } = opened
    const connect = async (name: string): Promise<string> => {
      const { connectorId } = drawn
      const values = { secret: 'sesame' }
      return (
        await backend.connections.create({ connectorId, purpose: 'user', ownerId: 'uma', name, values })
      ).id
    }
    return { ...opened, connect }
  }
  const using = (connectionId: string | null) =>
    withCard('event', ({ config }) => ({ config: { ...config, connectionId } }))

  test('while a replaced subscription still has to be deregistered with it', async () => {
    const { one, drawn, hooks, ended, backend, connect } = await openKeyed()
    const [a, b] = [await connect('A'), await connect('B')]
    const flowId = await addNotifyingFlow(backend, drawn, 'one', a)
    const { subscriptionId } = await turnOn(one, flowId)
    await changeFlow(backend, flowId, using(b))
    const { id } = await backend.subscriptions.replace(flowId, 'drafted')
    await pollUntil(
      () => one.store.subscriptions.find(id),
      row => row?.status.is === 'on'
    )
    await expect(backend.connections.remove(a)).rejects.toMatchObject({
      code: 'connection.needed',
      message: expect.stringContaining('a deregistration of the flow “Tell one”')
    })
    one.moveClock(2 * MINUTE)
    await ended(subscriptionId)
    expect([...hooks.keys()]).toEqual(['2'])
    await backend.connections.remove(a)
  })

  test('while a cleanup entry is open', async () => {
    const { one, drawn, service, ended, backend, connect } = await openKeyed()
    const a = await connect('A')
    const flowId = await addNotifyingFlow(backend, drawn, 'one', a)
    const { subscriptionId } = await turnOn(one, flowId)
    service.refusesRemoval = true
    await backend.subscriptions.switchOff(flowId)
    await ended(subscriptionId)
    await backend.flows.remove(flowId)
    await expect(backend.connections.remove(a)).rejects.toThrow(
      'an open cleanup entry of the flow “Tell one”'
    )
    service.refusesRemoval = false
    one.moveClock(HOUR)
    await pollUntil(
      () => backend.subscriptions.cleanupEntries(),
      ([entry]) => entry?.status.is === 'closed'
    )
    await backend.connections.remove(a)
  })

  test('while a waiting run needs it', async () => {
    const { one, drawn, ended, backend, connect } = await openKeyed()
    const a = await connect('A')
    const flowId = await addNotifyingFlow(backend, drawn, 'one', a, { waits: 3 })
    const { subscriptionId, eventUrl } = await turnOn(one, flowId)
    await backend.recover()
    const runId = await deliver(one, eventUrl, { name: 'Ada' })
    await pollUntil(
      () => one.store.runs.find(runId),
      run => run?.status.is === 'waiting'
    )
    await backend.subscriptions.switchOff(flowId)
    await ended(subscriptionId)
    await changeFlow(backend, flowId, using(null))
    await expect(backend.connections.remove(a)).rejects.toThrow(
      'runs that have not ended of the flow “Tell one”'
    )
    one.moveClock(3 * DAY + MINUTE)
    const run = await pollUntil(
      () => one.store.runs.find(runId),
      found => found?.status.is !== 'waiting' && found?.status.is !== 'running'
    )
    expect(run?.status.is).toBe('succeeded')
    await backend.connections.remove(a)
  })
})
