import { MINUTE, SECOND } from '@hookwright/model'
import { beforeEach, expect, test } from 'vitest'
import type { ServiceClient } from '../kernel/effects.ts'
import { addNotifyingFlow, drawConnector } from '../testing/draw.ts'
import { deliver, turnOn } from '../testing/event.ts'
import { acceptingService, openBackend, type TestBackend, testFolder } from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'

let folder: string
beforeEach(() => {
  folder = testFolder()
})

const succeeded = ({ store }: TestBackend, id: string) =>
  pollUntil(
    () => store.runs.find(id),
    run => run?.status.is === 'succeeded'
  )

const start = async (one: TestBackend) => {
  await one.backend.resume()
  await one.backend.recover()
}

// review: cores A17
test('a replay that a crash interrupts continues behind its last finished effect', async () => {
  let isHanging = false
  const service: ServiceClient = (request, signal) =>
    isHanging && request.url === '/names/again' ? new Promise(() => {}) : acceptingService(request, signal)
  const first = await openBackend(folder, service)
  const flowId = await addNotifyingFlow(first.backend, await drawConnector(first.backend), 'one', null, {
    waits: 0
  })
  const { eventUrl } = await turnOn(first, flowId)
  await first.backend.recover()
  const id = await deliver(first, eventUrl, { name: 'Ada' })
  await succeeded(first, id)
  isHanging = true
  const replay = await first.backend.deliveries.replay(id)
  await pollUntil(
    () => first.sent.length,
    sent => sent === 4
  )
  const keyOf = ({ sent }: TestBackend, at: number) => sent[at]?.headers['Idempotency-Key']
  const inFlight = keyOf(first, 3)
  await first.crash()

  const second = await openBackend(folder)
  await start(second)
  await succeeded(second, replay)
  expect(second.sent.map(({ url }) => url)).toEqual(['/names/again'])
  expect(keyOf(second, 0)).toBe(inFlight)
  await second.crash()
})

// review: cores A17
test('a replay whose delivery was erased meanwhile ends as interrupted', async () => {
  const first = await openBackend(folder)
  const flowId = await addNotifyingFlow(first.backend, await drawConnector(first.backend), 'one')
  const { eventUrl } = await turnOn(first, flowId)
  await first.backend.recover()
  const id = await deliver(first, eventUrl, { name: 'Ada' })
  const run = await succeeded(first, id)
  if (run === null) throw new Error('It has no run.')
  const replay = {
    ...run,
    id: crypto.randomUUID(),
    replayOf: id,
    finishedAt: null,
    steps: null,
    result: null
  }
  await first.store.runs.begin({
    ...replay,
    status: { is: 'running' },
    replay: { on: 'newest', effects: true }
  })
  await first.crash()
  const second = await openBackend(
    folder,
    acceptingService,
    {},
    {
      store: store => ({
        ...store,
        deliveries: {
          ...store.deliveries,
          find: async deliveryId => {
            const found = await store.deliveries.find(deliveryId)
            return found === null ? null : { ...found, arrival: null }
          }
        }
      })
    }
  )
  await start(second)
  expect((await second.store.runs.find(replay.id))?.status).toMatchObject({
    is: 'failed',
    fault: { code: 'run.interrupted' }
  })
  expect(second.sent).toEqual([])
  await second.crash()
})

// review: cores A17
test('a series of replays continues after a crash, each delivery once, and says how far it came', async () => {
  const first = await openBackend(folder)
  const flowId = await addNotifyingFlow(first.backend, await drawConnector(first.backend), 'one')
  const { eventUrl } = await turnOn(first, flowId)
  await first.backend.recover()
  const names = ['Ada', 'Bea', 'Cai', 'Dan']
  for (const name of names) await succeeded(first, await deliver(first, eventUrl, { name }))
  const id = await first.backend.deliveries.replays.begin({
    ownerId: 'uma',
    filter: { scope: { flowId } },
    perSecond: 1,
    mode: { on: 'newest', effects: true }
  })
  first.moveClock(SECOND)
  await pollUntil(
    async () => (await first.backend.deliveries.replays.list())[0]?.begun,
    begun => begun === 2
  )
  await pollUntil(
    () => first.sent.length,
    sent => sent === 6
  )
  await first.crash()

  const second = await openBackend(folder)
  second.moveClock(MINUTE)
  await start(second)
  const listed = async () => (await second.backend.deliveries.replays.list())[0]
  expect(await listed()).toMatchObject({ id, ownerId: 'uma', of: 4 })
  expect((await listed())?.begun).toBeGreaterThanOrEqual(2)
  await pollUntil(
    async () => {
      second.moveClock(SECOND)
      return (await listed())?.status.is
    },
    is => is === 'done'
  )
  expect(await listed()).toMatchObject({ begun: 4, skipped: 0 })
  await pollUntil(
    () => second.sent.length,
    sent => sent >= 2
  )
  const again = [...first.sent.slice(4), ...second.sent].map(({ body }) => body)
  expect(new Set(again)).toEqual(new Set(names))
  const replays = (await second.store.runs.list({ scope: { flowId }, limit: 50 })).rows
  expect(replays.filter(({ replayOf }) => replayOf !== null)).toHaveLength(4)
  await second.crash()

  const third = await openBackend(folder)
  await start(third)
  expect((await third.backend.deliveries.replays.list())[0]).toMatchObject({ id, status: { is: 'done' } })
  await third.crash()
})
