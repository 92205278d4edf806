import { MINUTE, type Receiving } from '@hookwright/model'
import { beforeEach, expect, test } from 'vitest'
import type { ServiceClient } from '../kernel/effects.ts'
import { addNotifyingFlow, drawConnector } from '../testing/draw.ts'
import { deliver, turnOn } from '../testing/event.ts'
import { openBackend, type TestBackend, testFolder } from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'

let folder: string
beforeEach(() => {
  folder = testFolder()
})

const answer = { status: 200, headers: {}, body: '' }

const succeeded = ({ store }: TestBackend, id: string) =>
  pollUntil(
    () => store.runs.find(id),
    run => run?.status.is === 'succeeded'
  )

const receiving: Partial<Receiving> = {
  order: { mode: 'serial-per-key', key: '{json.order}' },
  limits: { maxBytes: 1_000_000, contentTypes: [], perSecond: 10_000, burst: 100_000 }
}

// review: cores A12
test('an event of one order key does not wait for thousands of another key, which keep their order', async () => {
  let release = (): void => {}
  const service: ServiceClient = request =>
    request.body === 'hot 0'
      ? new Promise(resolve => {
          release = () => resolve(answer)
        })
      : Promise.resolve(answer)
  const one = await openBackend(folder, service)
  const drawn = await drawConnector(one.backend, { registers: false, receiving })
  await one.backend.recover()
  const { eventUrl } = await turnOn(one, await addNotifyingFlow(one.backend, drawn, 'one'))
  await deliver(one, eventUrl, { name: 'hot 0', order: 'hot' })
  await pollUntil(
    () => one.sent.length,
    sent => sent === 1
  )
  const count = 2_100
  for (let at = 1; at < count; at += 300) {
    const some = Array.from({ length: 300 }, (_, more) => at + more)
    await Promise.all(some.map(index => deliver(one, eventUrl, { name: `hot ${index}`, order: 'hot' })))
  }
  await succeeded(one, await deliver(one, eventUrl, { name: 'cold', order: 'cold' }))
  release()
  const told = await pollUntil(
    () => one.sent.map(({ body }) => body).filter(body => body !== 'cold'),
    sent => sent.length >= 250
  )
  const accepted = await one.store.deliveries.waiting({ limit: 1 })
  expect(accepted).toHaveLength(1)
  const indexes = told.map(body => Number(body?.split(' ')[1]))
  // Those of one batch are accepted in the order in which they were sent.
  expect(indexes).toEqual(indexes.toSorted((a, b) => a - b))
  await one.crash()
})

// review: dispatch 2
test('events of a busy order key run in their order after the first of them has waited for a retry', async () => {
  let refuse = (): void => {}
  const service: ServiceClient = request =>
    request.body === 'hot 0' && one.sent.length === 1
      ? new Promise(resolve => {
          refuse = () => resolve({ ...answer, status: 503 })
        })
      : Promise.resolve(answer)
  const one = await openBackend(folder, service)
  const drawn = await drawConnector(one.backend, { registers: false, receiving })
  await one.backend.recover()
  const { eventUrl } = await turnOn(
    one,
    await addNotifyingFlow(one.backend, drawn, 'one', null, { retry: 'always' })
  )
  const first = await deliver(one, eventUrl, { name: 'hot 0', order: 'hot' })
  await pollUntil(
    () => one.sent.length,
    sent => sent === 1
  )
  const names = Array.from({ length: 150 }, (_, at) => `hot ${at + 1}`)
  await Promise.all(names.map(name => deliver(one, eventUrl, { name, order: 'hot' })))
  refuse()
  await pollUntil(
    () => one.store.runs.find(first),
    run => run?.status.is === 'waiting'
  )
  one.moveClock(MINUTE)
  await pollUntil(
    () => one.sent.length,
    sent => sent >= 152
  )
  await succeeded(one, await deliver(one, eventUrl, { name: 'last', order: 'hot' }))
  expect(one.sent.map(({ body }) => body)).toEqual(['hot 0', 'hot 0', ...names, 'last'])
  await one.crash()
})

// review: cores A13
test('a flow runs at once while the services of five others hang', async () => {
  const one = await openBackend(folder, request =>
    request.body?.startsWith('slow') ? new Promise(() => {}) : Promise.resolve(answer)
  )
  const drawn = await drawConnector(one.backend)
  await one.backend.recover()
  for (let flow = 0; flow < 5; flow++) {
    const slow = await turnOn(one, await addNotifyingFlow(one.backend, drawn, 'one'))
    await Promise.all(Array.from({ length: 130 }, () => deliver(one, slow.eventUrl, { name: 'slow' })))
  }
  await pollUntil(
    () => one.sent.length,
    sent => sent >= 448
  )
  const quick = await turnOn(one, await addNotifyingFlow(one.backend, drawn, 'one'))
  for (let at = 0; at < 3; at++) {
    await succeeded(one, await deliver(one, quick.eventUrl, { name: 'quick' }))
  }
  await one.crash()
})
