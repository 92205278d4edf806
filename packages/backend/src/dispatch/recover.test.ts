import { Fault, HOUR, MINUTE } from '@hookwright/model'
import { beforeEach, describe, expect, test } from 'vitest'
import { addNotifyingFlow, drawConnector } from '../testing/draw.ts'
import { deliver, turnOn } from '../testing/event.ts'
import {
  acceptingService,
  alertsOf,
  openBackend,
  type TestBackend,
  testFolder
} from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'

let folder: string
beforeEach(() => {
  folder = testFolder()
})

const answer = { status: 200, headers: {}, body: '' }

/** Returns a service that delays each answer until it is released. */
const holding = () => {
  const held: { body: string | null; release: () => void }[] = []
  const service: typeof acceptingService = ({ body }) =>
    new Promise(resolve => held.push({ body, release: () => resolve(answer) }))
  return { held, service }
}

/** Returns the bodies that a backend has sent to the service. */
const toldBy = ({ sent }: TestBackend): (string | null)[] => sent.map(request => request.body)

/** Creates a paused flow. Its deliveries wait. */
const pausedFlow = async (one: TestBackend, event: 'one' | 'list') => {
  const flowId = await addNotifyingFlow(one.backend, await drawConnector(one.backend), event)
  const on = await turnOn(one, flowId)
  await one.backend.subscriptions.pause(flowId, true)
  return { flowId, ...on }
}

/** Resumes a subscription in the store only, as if the process had ended: its deliveries keep waiting. */
const unpause = ({ store }: TestBackend, subscriptionId: string) =>
  store.subscriptions.pause(subscriptionId, false, Date.now())

test('an accepted delivery is run after a start whose clock was set back', async () => {
  const first = await openBackend(folder)
  first.moveClock(HOUR)
  const { subscriptionId, eventUrl } = await pausedFlow(first, 'one')
  await deliver(first, eventUrl, { name: 'Ada' })
  await unpause(first, subscriptionId)
  await first.crash()

  const second = await openBackend(folder)
  await second.backend.resume()
  await second.backend.recover()
  expect(toldBy(second)).toEqual(['Ada'])
  await second.crash()
})

test('a delivery that was accepted before the start is run once', async () => {
  const first = await openBackend(folder)
  const { flowId, subscriptionId, eventUrl } = await pausedFlow(first, 'one')
  for (const name of ['Ada', 'Bea', 'Cai']) await deliver(first, eventUrl, { name })
  await unpause(first, subscriptionId)
  await first.crash()

  const second = await openBackend(folder)
  await second.backend.resume()
  await second.backend.recover()
  expect(toldBy(second).toSorted()).toEqual(['Ada', 'Bea', 'Cai'])
  const { rows: deliveries } = await second.backend.deliveries.list({ scope: { flowId }, limit: 10 })
  expect(deliveries.map(({ status }) => status.is)).toEqual(['done', 'done', 'done'])
  await second.crash()

  const third = await openBackend(folder)
  await third.backend.recover()
  expect(toldBy(third)).toEqual([])
  await third.crash()
})

test('a disk that refuses a write at the start only delays accepted deliveries', async () => {
  const first = await openBackend(folder)
  const { subscriptionId, eventUrl } = await pausedFlow(first, 'one')
  for (const name of ['Ada', 'Bea']) await deliver(first, eventUrl, { name })
  await unpause(first, subscriptionId)
  await first.crash()

  let refused = 0
  const second = await openBackend(
    folder,
    acceptingService,
    {},
    {
      store: store => ({
        ...store,
        deliveries: {
          ...store.deliveries,
          countStarts: async ids => {
            if (refused++ < 2) throw new Fault('storage.failed', { why: 'the disk is full' })
            return store.deliveries.countStarts(ids)
          }
        }
      })
    }
  )
  const recovered = second.backend.recover()
  for (let tries = 1; tries <= 2; tries++) {
    await pollUntil(
      () => refused,
      seen => seen === tries
    )
    second.moveClock(MINUTE)
  }
  await recovered
  expect(toldBy(second).toSorted()).toEqual(['Ada', 'Bea'])
  await second.crash()
})

// review: dispatch 13
test('a disk that fails a read at the start only delays accepted deliveries', async () => {
  const first = await openBackend(folder)
  const { subscriptionId, eventUrl } = await pausedFlow(first, 'one')
  await deliver(first, eventUrl, { name: 'Ada' })
  await unpause(first, subscriptionId)
  await first.crash()

  let failed = 0
  const second = await openBackend(
    folder,
    acceptingService,
    {},
    {
      store: store => ({
        ...store,
        deliveries: {
          ...store.deliveries,
          waiting: async filter => {
            if (filter.ids !== undefined && failed++ === 0) throw new Fault('storage.failed')
            return store.deliveries.waiting(filter)
          }
        }
      })
    }
  )
  const recovered = second.backend.recover()
  await pollUntil(
    () => failed,
    seen => seen === 1
  )
  second.moveClock(MINUTE)
  await recovered
  expect(toldBy(second)).toEqual(['Ada'])
  await second.crash()
})

describe('a delivery that crashes the server each time it runs', () => {
  test('is tried four times more, at last alone, and then put on hold; the others are run', async () => {
    const first = await openBackend(folder)
    const { flowId, subscriptionId, eventUrl } = await pausedFlow(first, 'one')
    const poison = await deliver(first, eventUrl, { name: 'Poison' })
    await deliver(first, eventUrl, { name: 'Ada' })
    await unpause(first, subscriptionId)
    await first.crash()

    // Its run is what the process does not survive: it has begun when the file is let go.
    const told: (string | null)[] = []
    for (let crash = 0; crash < 4; crash++) {
      const { held, service } = holding()
      const again = await openBackend(folder, request =>
        request.body === 'Poison'
          ? service(request, new AbortController().signal)
          : acceptingService(request, new AbortController().signal)
      )
      again.backend.recover().catch(() => {})
      await pollUntil(
        () => held.length,
        seen => seen === 1
      )
      await pollUntil(
        async () => (await again.backend.deliveries.list({ scope: { flowId }, limit: 10 })).rows,
        seen => seen.filter(({ status }) => status.is === 'accepted').length === 1
      )
      told.push(...toldBy(again))
      await again.crash()
    }
    expect(told.toSorted()).toEqual(['Ada', 'Poison', 'Poison', 'Poison', 'Poison'])

    const last = await openBackend(folder)
    await last.backend.recover()
    expect(toldBy(last)).toEqual([])
    const [run] = (await last.backend.runs.list({ deliveryId: poison, limit: 10 })).rows
    expect(run?.status).toMatchObject({ is: 'on-hold' })
    const about = { kind: 'run-on-hold', runId: poison, flowId, subscriptionId }
    expect(await alertsOf(last)).toMatchObject([{ about, ownerId: 'uma' }])
    const { delivery } = await last.backend.deliveries.get(poison)
    expect(delivery.status).toEqual({ is: 'done' })
    await last.crash()
  })
})

test('a delivery that is on hold before its run has begun an effect is tried again as it was published', async () => {
  const first = await openBackend(folder)
  const { flowId, subscriptionId, eventUrl } = await pausedFlow(first, 'one')
  const id = await deliver(first, eventUrl, { name: 'Ada' })
  await unpause(first, subscriptionId)
  for (let crash = 0; crash < 4; crash++) await first.store.deliveries.countStarts([id])
  await first.crash()
  const second = await openBackend(folder)
  await second.backend.recover()
  const run = await second.store.runs.find(id)
  expect(run?.status).toMatchObject({ is: 'on-hold' })
  const subscription = (await second.store.subscriptions.list(flowId)).find(
    each => each.id === subscriptionId
  )
  expect(run?.revisionId).toBe(subscription?.terms.revisionId)
  expect(run?.revisionId).toBeTruthy()
  await second.crash()
})

describe('records in Run mode', () => {
  test('continue behind the last finished one after a crash, in order', async () => {
    const { held, service } = holding()
    const first = await openBackend(folder, service)
    const drawn = await drawConnector(first.backend)
    const flowId = await addNotifyingFlow(first.backend, drawn, 'list')
    const { eventUrl } = await turnOn(first, flowId)
    await deliver(first, eventUrl, [{ name: 'Ada' }, { name: 'Bea' }, { name: 'Cai' }])
    for (const name of ['Ada', 'Bea']) {
      await pollUntil(
        () => held.at(-1)?.body,
        seen => seen === name
      )
      if (name === 'Ada') held.at(-1)?.release()
    }
    await first.crash()
    expect(toldBy(first)).toEqual(['Ada', 'Bea'])

    const second = await openBackend(folder)
    await second.backend.recover()
    // The effect that was in flight is done again, with the same key; what was finished is not.
    expect(toldBy(second)).toEqual(['Bea', 'Cai'])
    const keyOf = ({ sent }: TestBackend, at: number) => sent[at]?.headers['Idempotency-Key']
    expect(keyOf(second, 0)).toBe(keyOf(first, 1))
    const { rows: runs } = await second.backend.runs.list({ scope: { flowId }, limit: 10 })
    expect(runs.map(({ recordIndex, status }) => [recordIndex, status.is])).toEqual([
      [2, 'succeeded'],
      [1, 'succeeded'],
      [0, 'succeeded'],
      [null, 'succeeded']
    ])
    await second.crash()
  })

  test('of a new delivery run once while old deliveries are still being recovered', async () => {
    const first = await openBackend(folder)
    const { flowId, subscriptionId, eventUrl } = await pausedFlow(first, 'list')
    await deliver(first, eventUrl, { name: 'Old' })
    await unpause(first, subscriptionId)
    await first.crash()

    const { held, service } = holding()
    const second = await openBackend(folder, service)
    const recovered = second.backend.recover()
    await pollUntil(
      () => held.length,
      seen => seen === 1
    )
    await deliver(second, eventUrl, [{ name: 'New 1' }, { name: 'New 2' }])
    await pollUntil(
      () => held.length,
      seen => seen === 2
    )
    // A run each for the two lists and for the three names in them.
    await pollUntil(
      async () => {
        for (const each of held) each.release()
        return (await second.backend.runs.list({ scope: { flowId }, limit: 10 })).rows
      },
      runs => runs.length === 5 && runs.every(run => run.finishedAt !== null)
    )
    await recovered
    expect(toldBy(second)).toEqual(['Old', 'New 1', 'New 2'])
    await second.crash()
  })

  test('that crash the server are put on hold after the fifth try, and the others continue', async () => {
    const first = await openBackend(folder)
    const { flowId, subscriptionId, eventUrl } = await pausedFlow(first, 'list')
    await deliver(first, eventUrl, [{ name: 'Ada' }, { name: 'Poison' }, { name: 'Cai' }])
    await deliver(first, eventUrl, [{ name: 'Dan' }])
    await unpause(first, subscriptionId)
    await first.crash()

    const told: (string | null)[] = []
    for (let crash = 0; crash < 5; crash++) {
      const { held, service } = holding()
      const again = await openBackend(folder, (request, signal) =>
        request.body === 'Poison' ? service(request, signal) : acceptingService(request, signal)
      )
      again.backend.recover().catch(() => {})
      await pollUntil(
        () => held.length,
        seen => seen === 1
      )
      // The other delivery's record does not wait for it.
      await pollUntil(
        async () => (await again.backend.runs.list({ scope: { flowId }, limit: 10 })).rows,
        runs => runs.filter(({ status }) => status.is === 'queued').length === 2
      )
      told.push(...toldBy(again))
      await again.crash()
    }
    expect(told.toSorted()).toEqual(['Ada', 'Dan', 'Poison', 'Poison', 'Poison', 'Poison', 'Poison'])

    const last = await openBackend(folder)
    await last.backend.recover()
    expect(toldBy(last)).toEqual(['Cai'])
    const { rows: runs } = await last.backend.runs.list({ scope: { flowId }, limit: 10 })
    expect(runs.filter(({ status }) => status.is === 'on-hold').map(run => run.recordIndex)).toEqual([1])
    expect(runs.filter(({ status }) => status.is === 'succeeded')).toHaveLength(5)
    const onHold = runs.find(({ status }) => status.is === 'on-hold')
    expect(await alertsOf(last)).toMatchObject([{ about: { kind: 'run-on-hold', runId: onHold?.id } }])
    await last.crash()
  })

  test('wait while their flow is paused, and continue with it', async () => {
    const { held, service } = holding()
    const one = await openBackend(folder, service)
    const flowId = await addNotifyingFlow(one.backend, await drawConnector(one.backend), 'list')
    const { eventUrl } = await turnOn(one, flowId)
    await deliver(one, eventUrl, [{ name: 'Ada' }, { name: 'Bea' }])
    await pollUntil(
      () => held.length,
      seen => seen === 1
    )
    await one.backend.subscriptions.pause(flowId, true)
    held[0]?.release()
    await pollUntil(
      async () => (await one.backend.runs.list({ scope: { flowId }, limit: 10 })).rows,
      runs => runs.filter(({ status }) => status.is === 'succeeded').length === 2
    )
    expect(toldBy(one)).toEqual(['Ada'])
    await one.backend.subscriptions.pause(flowId, false)
    await pollUntil(
      () => held.length,
      seen => seen === 2
    )
    expect(toldBy(one)).toEqual(['Ada', 'Bea'])
    await one.crash()
  })
})

test('an orderly stop does not count as a crash, even if a run never ends', async () => {
  const first = await openBackend(folder)
  const { subscriptionId, eventUrl } = await pausedFlow(first, 'one')
  await deliver(first, eventUrl, { name: 'Slow' })
  await unpause(first, subscriptionId)
  await first.crash()

  for (let stop = 0; stop < 4; stop++) {
    const { held, service } = holding()
    const again = await openBackend(folder, service)
    again.backend.recover().catch(() => {})
    await pollUntil(
      () => held.length,
      seen => seen === 1
    )
    expect((await again.store.deliveries.waiting({ limit: 1 }))[0]?.starts).toBe(1)
    again.backend.stop().catch(() => {})
    await pollUntil(
      () => again.store.deliveries.waiting({ limit: 1 }),
      ([waiting]) => waiting?.starts === 0
    )
    await again.crash()
  }
})

test('a start after a disk failure is not counted against the runs in progress', async () => {
  const first = await openBackend(folder)
  const { subscriptionId, eventUrl } = await pausedFlow(first, 'one')
  await deliver(first, eventUrl, { name: 'Slow' })
  await unpause(first, subscriptionId)
  await first.crash()

  for (let failure = 0; failure < 5; failure++) {
    const { held, service } = holding()
    const again = await openBackend(folder, service, { isAfterDiskFailure: true })
    again.backend.recover().catch(() => {})
    await pollUntil(
      () => held.length,
      seen => seen === 1
    )
    expect((await again.store.deliveries.waiting({ limit: 1 }))[0]?.starts).toBe(0)
    await again.crash()
  }
  const last = await openBackend(folder)
  await last.backend.recover()
  expect(toldBy(last)).toEqual(['Slow'])
  await last.crash()
})
