import { Fault, HOUR, MINUTE } from '@hookwright/model'
import { describe, expect, onTestFinished, test } from 'vitest'
import { deliver } from '../testing/event.ts'
import { openListing } from '../testing/listing-service.ts'
import { alertsOf } from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'

describe('a registration whose answer was lost', () => {
  test('is adopted when the service lists it with all required data', async () => {
    const { service, flowId, now, isOn, attempts } = await openListing()
    service.loses = 'answer'
    const { id } = await now().backend.subscriptions.switchOn(flowId)
    const row = await isOn()
    expect(row).toMatchObject({ id, fault: null, healing: null })
    expect(service.asked).toEqual(['POST /hooks', 'GET /hooks'])
    expect(service.hooks.size).toBe(1)
    const log = ['registration uncertain', 'reconciliation succeeded', 'adoption succeeded']
    await pollUntil(
      () => attempts(id),
      all => all.length === log.length && !all[2]?.endsWith('running')
    )
    expect(await attempts(id)).toEqual(log)
    expect(row?.gaps).toMatchObject([{ to: expect.any(Number), why: expect.stringContaining('lost') }])
    expect(await now().backend.registrations.uncertain()).toEqual([])
    expect(await now().backend.subscriptions.orphans.list()).toMatchObject([{ status: { is: 'adopted' } }])
    await deliver(now(), await now().backend.subscriptions.eventUrlOf(id), { name: 'Ada' })
    // It can be removed like any other.
    await now().backend.subscriptions.switchOff(flowId)
    await pollUntil(
      () => service.hooks.size,
      size => size === 0
    )
  })

  test('is removed when the list has too little data, and the flow is registered again', async () => {
    const { service, flowId, now, isOn, ended, attempts } = await openListing()
    service.loses = 'answer'
    service.listsSecrets = false
    const { id } = await now().backend.subscriptions.switchOn(flowId)
    const row = await isOn()
    expect(row?.id).not.toBe(id)
    expect(service.asked).toEqual(['POST /hooks', 'GET /hooks', 'DELETE /hooks/1/', 'POST /hooks'])
    expect(service.urls()).toEqual([await now().backend.subscriptions.eventUrlOf(row?.id ?? '')])
    expect((await ended(id, 'refused'))?.replacedBy).toBe(row?.id)
    expect(await attempts(id)).toEqual([
      'registration uncertain',
      'reconciliation succeeded',
      'removal succeeded'
    ])
  })

  test('is repeated when the service does not list it and its time has passed', async () => {
    const { service, flowId, now, isOn, ended, nextPlanned } = await openListing()
    service.loses = 'request'
    const { id } = await now().backend.subscriptions.switchOn(flowId)
    await pollUntil(
      () => service.asked,
      all => all.length === 2
    )
    expect((await ended(id, 'uncertain'))?.healing).toMatchObject({ to: 'on' })
    await nextPlanned(id)
    now().moveClock(MINUTE + 1)
    await isOn()
    expect(service.asked).toEqual(['POST /hooks', 'GET /hooks', 'GET /hooks', 'POST /hooks'])
    expect(service.hooks.size).toBe(1)
  })

  test('stays off when its flow is turned off meanwhile, and its leftovers are removed', async () => {
    const { service, flowId, now, ended, wanted, nextPlanned } = await openListing()
    service.loses = 'request'
    const { id } = await now().backend.subscriptions.switchOn(flowId)
    await pollUntil(
      () => service.asked,
      all => all.length === 2
    )
    await ended(id, 'uncertain')
    await nextPlanned(id)
    await now().backend.subscriptions.switchOff(flowId)
    service.hooks.set('9', { id: '9', url: await now().backend.subscriptions.eventUrlOf(id), secret: 's9' })
    now().moveClock(MINUTE + 1)
    await ended(id, 'refused')
    expect(service.asked.slice(2)).toEqual(['GET /hooks', 'DELETE /hooks/9/s9'])
    expect(await wanted()).toBeNull()
    await expect(now().backend.subscriptions.switchOff(flowId)).rejects.toThrow(
      new Fault('subscription.already-off').message
    )
  })

  test('is repaired within a minute after a comparison that failed', async () => {
    const { service, flowId, now, isOn, ended } = await openListing()
    service.loses = 'answer'
    service.failsLists = true
    const { id } = await now().backend.subscriptions.switchOn(flowId)
    await ended(id, 'uncertain')
    const waitsAfter = async (lists: number): Promise<number> => {
      await pollUntil(
        () => service.asked.filter(line => line === 'GET /hooks'),
        all => all.length === lists
      )
      const row = await pollUntil(
        () => now().store.subscriptions.find(id),
        found => (found?.compareAt ?? 0) > now().clock()
      )
      return (row?.compareAt ?? 0) - now().clock()
    }
    // The first list comes at once, the second one when no request can be on its way any more.
    now().moveClock(await waitsAfter(1))
    const next = await waitsAfter(2)
    expect(next).toBeLessThan(MINUTE)
    service.failsLists = false
    now().moveClock(next)
    expect(await isOn()).toMatchObject({ id })
  })

  test('is repaired after a stop during the repair', async () => {
    const { service, flowId, now, reopen, isOn } = await openListing()
    service.loses = 'answer'
    const real = now()
    await real.backend.subscriptions.switchOn(flowId)
    await pollUntil(
      () => service.hooks.size,
      size => size === 1
    )
    const again = await reopen()
    await again.backend.resume()
    await isOn()
    expect(service.hooks.size).toBe(1)
  })
})

test('a cleanup entry without Registration Data is retried with the data of the list', async () => {
  const { service, flowId, now } = await openListing()
  service.hold = new Promise(resolve => {
    onTestFinished(() => resolve())
  })
  const { backend, store } = now()
  await backend.subscriptions.switchOn(flowId)
  await pollUntil(
    () => service.hooks.size,
    size => size === 1
  )
  await backend.subscriptions.switchOff(flowId)
  expect(await store.cleanup.list()).toMatchObject([{ status: { is: 'open' }, nextAt: null }])
  expect(await backend.subscriptions.compare(flowId)).toMatchObject({ listed: 1, adopted: 1, found: 0 })
  const [entry] = await pollUntil(
    () => store.cleanup.list(),
    ([first]) => first?.status.is === 'closed'
  )
  expect(entry).toMatchObject({ status: { how: 'deregistered' }, why: { code: 'cleanup.listed' } })
  expect(service.asked).toEqual(['POST /hooks', 'GET /hooks', 'DELETE /hooks/1/s1'])
})

describe('a registration that vanished at its service', () => {
  test('is noticed within an hour and registered again, with the gap noted and an alert', async () => {
    const { service, flowId, now, isOn, wanted, ended } = await openListing()
    const { id } = await now().backend.subscriptions.switchOn(flowId)
    await isOn()
    service.hooks.clear()
    now().moveClock(HOUR + 1)
    const row = await pollUntil(wanted, found => found !== null && found.id !== id)
    expect(row).toMatchObject({ status: { is: 'on' } })
    expect(row?.gaps).toMatchObject([
      { to: expect.any(Number), why: expect.stringContaining('no longer lists') }
    ])
    expect((await alertsOf(now())).map(({ about }) => about.kind)).toEqual(['subscription-lost'])
    await ended(id, 'replaced')
    expect(service.urls()).toEqual([await now().backend.subscriptions.eventUrlOf(row?.id ?? '')])
    now().moveClock(HOUR + 1)
    await pollUntil(wanted, found => found?.healing === null)
    expect((await wanted())?.id).toBe(row?.id)
  })

  test('is registered again at once when a person starts a comparison', async () => {
    const { service, flowId, now, isOn, wanted } = await openListing()
    const { id } = await now().backend.subscriptions.switchOn(flowId)
    await isOn()
    service.hooks.clear()
    now().moveClock(2 * MINUTE)
    expect(await now().backend.subscriptions.compare(flowId)).toMatchObject({ missing: [id] })
    await pollUntil(wanted, found => found !== null && found.id !== id)
  })

  test('is registered again only a limited number of times if the list never shows it', async () => {
    const { service, flowId, now, isOn, wanted } = await openListing()
    await now().backend.subscriptions.switchOn(flowId)
    await isOn()
    service.listsNothing = true
    const posts = () => service.asked.filter(line => line === 'POST /hooks').length
    const planned = () =>
      pollUntil(wanted, row => row?.status.is === 'on' && (row.compareAt ?? 0) > now().clock() + HOUR / 2)
    for (let hour = 1; hour <= 6; hour++) {
      await planned()
      now().moveClock(HOUR + MINUTE)
    }
    await planned()
    expect(posts()).toBe(4)
  })
})
