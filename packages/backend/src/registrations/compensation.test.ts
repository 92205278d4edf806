import { Fault, type Id, MINUTE } from '@hookwright/model'
import type { Store, SubscriptionStore } from '@hookwright/store'
import { beforeEach, expect, test } from 'vitest'
import type { ServiceClient } from '../kernel/effects.ts'
import { addNotifyingFlow, drawConnector } from '../testing/draw.ts'
import { openBackend, type TestBackend, testFolder } from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'

let folder: string
beforeEach(() => {
  folder = testFolder()
})

/**
 * Service that answers a registration only when the test releases it. All other requests are answered
 * immediately.
 */
const late = () => {
  let release = (): void => {}
  const held = new Promise<void>(resolve => {
    release = resolve
  })
  const service: ServiceClient = async request => {
    if (request.method === 'POST') await held
    const body = '{"id":"7","secret":"s"}'
    return { status: 200, headers: { 'content-type': 'application/json' }, body }
  }
  return { service, release: () => release() }
}

const around = (change: (subscriptions: SubscriptionStore) => Partial<SubscriptionStore>) => ({
  store: (store: Store): Store => ({
    ...store,
    subscriptions: { ...store.subscriptions, ...change(store.subscriptions) }
  })
})

/** Turns a flow on, lets the registration time out, and then lets the service answer. */
const answerLate = async (one: TestBackend, release: () => void): Promise<Id> => {
  const drawn = await drawConnector(one.backend, { registers: true, captures: true })
  const flowId = await addNotifyingFlow(one.backend, drawn, 'one')
  const { id } = await one.backend.subscriptions.switchOn(flowId)
  await pollUntil(
    () => one.sent.length,
    sent => sent === 1
  )
  one.moveClock(MINUTE)
  await pollUntil(
    () => one.store.subscriptions.find(id),
    row => row?.status.is === 'ended'
  )
  release()
  return id
}

const isTakenBack = ({ sent }: TestBackend): boolean =>
  sent.some(({ method, url }) => method === 'DELETE' && url === '/hooks/7/s')

const isClosed = async ({ backend }: TestBackend): Promise<boolean> =>
  (await backend.subscriptions.cleanupEntries())[0]?.status.is === 'closed'

test('a late registration is undone, even if the disk refuses to record it for a moment', async () => {
  const { service, release } = late()
  let refusals = 0
  const one = await openBackend(
    folder,
    service,
    {},
    around(subscriptions => ({
      beginAttempt: (id, params) => {
        if (params.attempt.kind !== 'compensation' || refusals > 0)
          return subscriptions.beginAttempt(id, params)
        refusals++
        return Promise.reject(new Fault('storage.failed', { why: 'the disk is full' }))
      }
    }))
  )
  await answerLate(one, release)
  await pollUntil(
    () => refusals,
    count => count === 1
  )
  one.moveClock(MINUTE)
  await pollUntil(
    () => isClosed(one),
    closed => closed
  )
  expect(isTakenBack(one)).toBe(true)
  await one.crash()
})

test('a late registration is undone after a stop between its arrival and its removal', async () => {
  const { service, release } = late()
  let ends = 0
  const one = await openBackend(
    folder,
    service,
    {},
    around(subscriptions => ({
      // The process ends behind the first of these writes.
      beginAttempt: async (id, params) => {
        await subscriptions.beginAttempt(id, params)
        if (params.attempt.kind !== 'compensation') return
        ends++
        await new Promise(() => {})
      },
      endAttempt: async (id, params) => {
        await subscriptions.endAttempt(id, params)
        ends++
        await new Promise(() => {})
      }
    }))
  )
  await answerLate(one, release)
  await pollUntil(
    () => ends,
    count => count === 1
  )
  expect(isTakenBack(one)).toBe(false)
  await one.crash()

  const two = await openBackend(folder, late().service)
  await two.backend.resume()
  await pollUntil(
    () => isClosed(two),
    closed => closed
  )
  expect(isTakenBack(two)).toBe(true)
  const [entry] = await two.backend.subscriptions.cleanupEntries()
  expect(entry?.status).toMatchObject({ reason: 'The registration took too long, so it was undone.' })
  await two.crash()
})
