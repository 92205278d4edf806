import { Fault } from '@hookwright/model'
import type { Store } from '@hookwright/store'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { addNotifyingFlow, drawConnector } from '../testing/draw.ts'
import { deliver, turnOn } from '../testing/event.ts'
import { acceptingService, openBackend, type TestBackend, testFolder } from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'

let folder: string
beforeEach(() => {
  folder = testFolder()
})

/** Returns a service that answers no request until it is released. Then it answers all requests. */
const holding = () => {
  const held: (() => void)[] = []
  let open = false
  const service: typeof acceptingService = () =>
    new Promise(resolve => {
      const release = () => resolve({ status: 200, headers: {}, body: '' })
      if (open) release()
      else held.push(release)
    })
  const release = () => {
    open = true
    for (const each of held.splice(0)) each()
  }
  return { held, service, release }
}

const countOf = async ({ backend }: TestBackend, flowId: string, is: string): Promise<number> =>
  (await backend.deliveries.list({ scope: { flowId }, limit: 500 })).rows.filter(
    ({ status }) => status.is === is
  ).length

test('other flows get slots between two batches of the backlog of a resumed flow', async () => {
  let turn = 0
  const count = (): void => {
    turn++
    counting = setImmediate(count)
  }
  let counting = setImmediate(count)
  onTestFinished(() => clearImmediate(counting))
  const fetchedIn: number[] = []
  const noting = (store: Store): Store => ({
    ...store,
    deliveries: {
      ...store.deliveries,
      waiting: filter => {
        fetchedIn.push(turn)
        return store.deliveries.waiting(filter)
      }
    }
  })
  const one = await openBackend(folder, acceptingService, {}, { store: noting })
  const flowId = await addNotifyingFlow(one.backend, await drawConnector(one.backend), 'one')
  const { eventUrl } = await turnOn(one, flowId)
  await one.backend.subscriptions.pause(flowId, true)
  await Promise.all(Array.from({ length: 250 }, (_, at) => deliver(one, eventUrl, { name: `${at}` })))
  fetchedIn.length = 0
  await one.backend.subscriptions.pause(flowId, false)
  await pollUntil(
    () => countOf(one, flowId, 'done'),
    seen => seen === 250
  )
  expect(fetchedIn.length).toBeGreaterThanOrEqual(3)
  expect(new Set(fetchedIn).size).toBe(fetchedIn.length)
  await one.crash()
})

test('pausing a flow keeps its queued deliveries, which run when it is resumed', async () => {
  const { held, service, release } = holding()
  const one = await openBackend(folder, service)
  const flowId = await addNotifyingFlow(one.backend, await drawConnector(one.backend), 'one')
  const { eventUrl } = await turnOn(one, flowId)
  await Promise.all(Array.from({ length: 200 }, (_, at) => deliver(one, eventUrl, { name: `${at}` })))
  const running = await pollUntil(
    () => held.length,
    seen => seen >= 128
  )
  await one.backend.subscriptions.pause(flowId, true)
  release()
  await pollUntil(
    () => countOf(one, flowId, 'done'),
    seen => seen === running
  )
  await deliver(one, eventUrl, { name: 'last' })
  expect(one.sent).toHaveLength(running)
  expect(await countOf(one, flowId, 'accepted')).toBe(201 - running)

  await one.backend.subscriptions.pause(flowId, false)
  await pollUntil(
    () => countOf(one, flowId, 'done'),
    seen => seen === 201
  )
  expect(new Set(one.sent.map(({ body }) => body)).size).toBe(201)
  expect(one.sent).toHaveLength(201)
  await one.crash()
})

test('a service that hangs leaves slots for other flows', async () => {
  const { held, service, release } = holding()
  const one = await openBackend(folder, (request, signal) =>
    request.body === 'Ada' ? acceptingService(request, signal) : service(request, signal)
  )
  const drawn = await drawConnector(one.backend)
  const hanging = await turnOn(one, await addNotifyingFlow(one.backend, drawn, 'one'))
  const other = await addNotifyingFlow(one.backend, drawn, 'one')
  const { eventUrl } = await turnOn(one, other)
  const body = { name: 'Bea', notes: 'x'.repeat(64 * 1024) }
  await Promise.all(Array.from({ length: 400 }, () => deliver(one, hanging.eventUrl, body)))
  await pollUntil(
    () => held.length,
    seen => seen >= 128
  )
  await deliver(one, eventUrl, { name: 'Ada' })
  await pollUntil(
    () => countOf(one, other, 'done'),
    seen => seen === 1
  )
  expect(held).toHaveLength(128)
  release()
  // Those that found no room in memory are fetched, too.
  await pollUntil(
    () => one.sent.length,
    seen => seen === 401
  )
  await one.backend.stop()
  expect(await one.store.deliveries.waiting({ limit: 1 })).toEqual([])
  await one.crash()
})

test('a delivery whose run cannot be prepared has a failed run with the reason', async () => {
  const first = await openBackend(folder)
  const flowId = await addNotifyingFlow(first.backend, await drawConnector(first.backend), 'one')
  const { subscriptionId, eventUrl } = await turnOn(first, flowId)
  await first.backend.subscriptions.pause(flowId, true)
  const id = await deliver(first, eventUrl, { name: 'Ada' })
  await first.store.subscriptions.pause(subscriptionId, false, Date.now())
  await first.crash()

  const second = await openBackend(folder)
  second.store.versions.find = async () => null
  await second.backend.recover()
  expect((await second.backend.deliveries.get(id)).delivery.status).toEqual({ is: 'done' })
  expect(await second.backend.runs.get(id)).toMatchObject({
    status: { is: 'failed', at: [], fault: { code: 'version.gone' } },
    steps: [],
    result: null
  })
  await second.crash()
})

test('a run that the store could not write is made again after a pause, with the same keys', async () => {
  const one = await openBackend(folder)
  const flowId = await addNotifyingFlow(one.backend, await drawConnector(one.backend), 'one')
  const { eventUrl } = await turnOn(one, flowId)
  const { finishFirst } = one.store.runs
  one.store.runs.finishFirst = async () => {
    one.store.runs.finishFirst = finishFirst
    throw new Fault('storage.failed', { why: 'the disk is full' })
  }
  await deliver(one, eventUrl, { name: 'Ada' })
  await pollUntil(
    () => countOf(one, flowId, 'done'),
    seen => seen === 1
  )
  expect(new Set(one.sent.map(({ headers }) => headers['Idempotency-Key'])).size).toBe(1)
  const { rows: runs } = await one.backend.runs.list({ scope: { flowId }, limit: 9 })
  expect(runs.filter(({ kind }) => kind === 'flow').map(({ status }) => status.is)).toEqual(['succeeded'])
  await one.crash()
})

test('a fault is stored without its details when the flow keeps no data', async () => {
  const one = await openBackend(folder, async () => {
    throw new Fault('input.invalid', { what: 'It quotes Ada' })
  })
  const flowId = await addNotifyingFlow(one.backend, await drawConnector(one.backend), 'one')
  const { name, description, active, doc, draftNo } = (await one.backend.flows.get(flowId)).flow
  await one.backend.flows.save(flowId, { name, description, active, doc, saveAll: false }, draftNo)
  const { eventUrl } = await turnOn(one, flowId)
  const id = await deliver(one, eventUrl, { name: 'Ada' })
  await pollUntil(
    () => countOf(one, flowId, 'done'),
    seen => seen === 1
  )
  const run = await one.backend.runs.get(id)
  expect(run.status).toMatchObject({ is: 'failed', fault: { details: {} } })
  expect(JSON.stringify(run)).not.toContain('Ada')
  await one.crash()
})

describe('an order key', () => {
  /** Returns a service that answers each request when the test releases it. */
  const answering = () => {
    const asked: { name: string; answer: (status?: number) => void }[] = []
    const service: typeof acceptingService = request =>
      new Promise(resolve => {
        asked.push({
          name: request.body ?? '',
          answer: (status = 200) => resolve({ status, headers: {}, body: '' })
        })
      })
    return { asked, service }
  }
  const names = (asked: { name: string }[]) => asked.map(({ name }) => name)
  const order = { mode: 'serial-per-key', key: '{json.of}' } as const

  test('runs one delivery at a time in the order of arrival, independently of other keys', async () => {
    const { asked, service } = answering()
    const one = await openBackend(folder, service)
    const drawn = await drawConnector(one.backend, { registers: false, receiving: { order } })
    const { eventUrl } = await turnOn(one, await addNotifyingFlow(one.backend, drawn, 'one'))
    const next = (count: number) =>
      pollUntil(
        () => asked.length,
        seen => seen === count
      )
    await one.backend.recover()
    await Promise.all(
      ['a1', 'a2', 'b1', 'a3'].map(name => deliver(one, eventUrl, { name, of: name.charAt(0) }))
    )
    await next(2)
    expect(names(asked)).toEqual(['a1', 'b1'])
    // It fails, and is set aside: the next of its key has its turn all the same.
    asked[0]?.answer(500)
    await next(3)
    expect(names(asked)).toEqual(['a1', 'b1', 'a2'])
    asked[2]?.answer()
    await next(4)
    expect(names(asked).at(-1)).toBe('a3')
    for (const { answer } of asked) answer()
    await one.backend.stop()
    await one.crash()
  })

  test('keeps its order after a crash, for deliveries before and after it', async () => {
    const first = await openBackend(folder, () => new Promise(() => {}))
    const receiving = { order: { mode: 'serial', key: '' } } as const
    const drawn = await drawConnector(first.backend, { registers: false, receiving })
    const { eventUrl } = await turnOn(first, await addNotifyingFlow(first.backend, drawn, 'one'))
    await first.backend.recover()
    for (const name of ['1', '2', '3', '4']) await deliver(first, eventUrl, { name })
    await first.crash()

    const { asked, service } = answering()
    const second = await openBackend(folder, service)
    await second.backend.resume()
    const recovered = second.backend.recover()
    await deliver(second, eventUrl, { name: '5' })
    for (let count = 1; count <= 5; count++) {
      await pollUntil(
        () => asked.length,
        seen => seen === count
      )
      asked[count - 1]?.answer()
    }
    await recovered
    expect(names(asked)).toEqual(['1', '2', '3', '4', '5'])
    await second.backend.stop()
    await second.crash()
  })
})
