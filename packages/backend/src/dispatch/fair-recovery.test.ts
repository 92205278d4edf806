import { Fault, MINUTE } from '@hookwright/model'
import { beforeEach, expect, test } from 'vitest'
import type { Effects, ServiceClient } from '../kernel/effects.ts'
import { addNotifyingFlow, drawConnector, type TestConnector } from '../testing/draw.ts'
import { deliver, turnOn } from '../testing/event.ts'
import { acceptingService, openBackend, type TestBackend, testFolder } from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'

let folder: string
beforeEach(() => {
  folder = testFolder()
})

const answer = { status: 200, headers: {}, body: '' }

/** Service that never answers requests marked `slow` and accepts all others. */
const hanging: ServiceClient = request =>
  request.body?.startsWith('slow') ? new Promise(() => {}) : Promise.resolve(answer)

/** Creates a paused flow. Its deliveries wait until the next startup. */
const pausedFlow = async (
  one: TestBackend,
  drawn: TestConnector,
  params: { atOnce?: '1' | '2'; retry?: 'always' } = {}
) => {
  const flowId = await addNotifyingFlow(one.backend, drawn, 'one', null, params)
  const on = await turnOn(one, flowId)
  await one.backend.subscriptions.pause(flowId, true)
  return { flowId, ...on }
}

const unpause = ({ store }: TestBackend, ids: string[]) =>
  Promise.all(ids.map(id => store.subscriptions.pause(id, false, Date.now())))

const succeeded = ({ store }: TestBackend, id: string) =>
  pollUntil(
    () => store.runs.find(id),
    run => run?.status.is === 'succeeded'
  )

// review: cores A7
test('a flow with a hanging service delays neither other flows at recovery nor their new events', async () => {
  const first = await openBackend(folder)
  const drawn = await drawConnector(first.backend)
  const slow = await pausedFlow(first, drawn)
  const quick = await pausedFlow(first, drawn)
  const ordered = await turnOn(
    first,
    await addNotifyingFlow(first.backend, drawn, 'one', null, { atOnce: '2' })
  )
  await Promise.all(
    Array.from({ length: 100 }, (_, at) => deliver(first, slow.eventUrl, { name: `slow ${at}` }))
  )
  const late = await deliver(first, quick.eventUrl, { name: 'quick' })
  await unpause(first, [slow.subscriptionId, quick.subscriptionId])
  await first.crash()

  const second = await openBackend(folder, hanging)
  second.backend.recover().catch(() => {})
  await succeeded(second, late)
  await succeeded(second, await deliver(second, ordered.eventUrl, { name: 'new' }))
  await second.crash()
})

/**
 * Crashes a server with one suspect in each of four flows. The service never answers the requests of three of
 * them, so the test can check that they do not delay the fourth.
 */
const suspectsOfFourFlows = async (starts: number) => {
  const first = await openBackend(folder)
  const drawn = await drawConnector(first.backend)
  const ids: string[] = []
  for (const name of ['slow 1', 'slow 2', 'slow 3', 'quick']) {
    const { subscriptionId, eventUrl } = await pausedFlow(first, drawn)
    ids.push(await deliver(first, eventUrl, { name }))
    await unpause(first, [subscriptionId])
  }
  for (let start = 0; start < starts; start++) await first.store.deliveries.countStarts(ids)
  await first.crash()
  return { ids, late: ids.at(-1) ?? '' }
}

// review: cores A7
test('suspects with hanging services do not delay suspects of other flows', async () => {
  const { late } = await suspectsOfFourFlows(1)
  const noTimers = { effects: (effects: Effects): Effects => ({ ...effects, after: () => () => {} }) }
  const second = await openBackend(folder, hanging, {}, noTimers)
  second.backend.recover().catch(() => {})
  await succeeded(second, late)
  await second.crash()
})

// review: cores A7
test('a suspect that ran at two crashes runs alone, for at most ten seconds', async () => {
  const { ids, late } = await suspectsOfFourFlows(2)
  const second = await openBackend(folder, hanging)
  second.backend.recover().catch(() => {})
  for (const count of [1, 2, 3]) {
    await pollUntil(
      () => second.sent.length,
      sent => sent === count
    )
    const waiting = await second.store.deliveries.waiting({ ids, limit: 4 })
    expect(waiting.filter(({ starts }) => starts === 3)).toHaveLength(1)
    second.moveClock(MINUTE / 6)
  }
  await succeeded(second, late)
  await second.crash()
})

// review: security M7
test('suspects that only waited for a service at crashes are not put on hold', async () => {
  const first = await openBackend(folder)
  const { subscriptionId, eventUrl } = await pausedFlow(first, await drawConnector(first.backend))
  const ids = []
  for (let at = 0; at < 3; at++) ids.push(await deliver(first, eventUrl, { name: `slow ${at}` }))
  await unpause(first, [subscriptionId])
  await first.crash()

  // At the first two crashes all are in progress, at each later one the least started alone.
  for (const together of [3, 3, 1, 1, 1]) {
    const killed = await openBackend(folder, hanging)
    killed.backend.recover().catch(() => {})
    await pollUntil(
      () => killed.sent.length,
      sent => sent === together
    )
    await killed.crash()
  }
  const last = await openBackend(folder)
  await last.backend.recover()
  for (const id of ids) expect((await last.store.runs.find(id))?.status).toEqual({ is: 'succeeded' })
  await last.crash()
})

// review: security M7
test('deliveries that only ran at the same time as a crash are not put on hold', async () => {
  const first = await openBackend(folder)
  const drawn = await drawConnector(first.backend)
  const { subscriptionId, eventUrl } = await pausedFlow(first, drawn)
  const ids = []
  for (let at = 0; at < 8; at++) ids.push(await deliver(first, eventUrl, { name: `slow ${at}` }))
  await unpause(first, [subscriptionId])
  await first.crash()

  for (let kill = 0; kill < 4; kill++) {
    const killed = await openBackend(folder, hanging)
    killed.backend.recover().catch(() => {})
    await pollUntil(
      () => killed.sent.length,
      sent => sent > 0
    )
    killed.moveClock(MINUTE / 6)
    await pollUntil(
      () => killed.sent.length,
      sent => sent > 1
    )
    await killed.crash()
  }
  const last = await openBackend(folder)
  await last.backend.recover()
  for (const id of ids) expect((await last.store.runs.find(id))?.status).toEqual({ is: 'succeeded' })
  await last.crash()
})

// review: cores A15
test('deliveries of one order key end in their order at recovery, also when one write fails once', async () => {
  const first = await openBackend(folder)
  const drawn = await drawConnector(first.backend, {
    registers: false,
    receiving: { order: { mode: 'serial-per-key', key: '{json.order}' } }
  })
  const { subscriptionId, eventUrl } = await pausedFlow(first, drawn)
  const ids: string[] = []
  for (let at = 0; at < 4; at++) ids.push(await deliver(first, eventUrl, { name: `n${at}`, order: 'A' }))
  await unpause(first, [subscriptionId])
  await first.crash()

  const ended: string[] = []
  let isFull = true
  const second = await openBackend(
    folder,
    acceptingService,
    {},
    {
      store: store => ({
        ...store,
        runs: {
          ...store.runs,
          finishFirst: async (run, then) => {
            if (isFull) {
              isFull = false
              throw new Fault('storage.failed', { why: 'the disk is full' })
            }
            await store.runs.finishFirst(run, then)
            ended.push(run.id)
          }
        }
      })
    }
  )
  const recovered = second.backend.recover()
  await pollUntil(
    () => isFull,
    full => !full
  )
  await pollUntil(
    () => {
      second.moveClock(MINUTE)
      return ended.length
    },
    count => count === 4
  )
  await recovered
  expect(ended).toEqual(ids)
  await second.crash()
})

// review: cores A12
test('a long backlog of one order key does not delay other keys of its flow at recovery', async () => {
  const first = await openBackend(folder)
  const drawn = await drawConnector(first.backend, {
    registers: false,
    receiving: { order: { mode: 'serial-per-key', key: '{json.order}' } }
  })
  const { subscriptionId, eventUrl } = await pausedFlow(first, drawn)
  for (let at = 0; at < 70; at++) await deliver(first, eventUrl, { name: 'slow', order: 'hot' })
  const cold = await deliver(first, eventUrl, { name: 'cold', order: 'cold' })
  await unpause(first, [subscriptionId])
  await first.crash()

  const second = await openBackend(folder, hanging)
  second.backend.recover().catch(() => {})
  await succeeded(second, cold)
  expect(second.sent.filter(({ body }) => body === 'slow')).toHaveLength(1)
  await second.crash()
})

// review: dispatch 13
test('a flow that cannot be recovered does not stop the recovery of others, whose new events keep their order', async () => {
  const first = await openBackend(folder)
  const drawn = await drawConnector(first.backend, {
    registers: false,
    receiving: { order: { mode: 'serial-per-key', key: '{json.order}' } }
  })
  const broken = await pausedFlow(first, drawn)
  const intact = await pausedFlow(first, drawn)
  const unreadable = await deliver(first, broken.eventUrl, { name: 'lost', order: 'A' })
  await deliver(first, intact.eventUrl, { name: 'old', order: 'A' })
  const other = await turnOn(first, await addNotifyingFlow(first.backend, drawn, 'one'))
  await unpause(first, [broken.subscriptionId, intact.subscriptionId])
  await first.crash()

  let release = (): void => {}
  const holding: ServiceClient = ({ body }) =>
    body === 'old'
      ? new Promise(resolve => {
          release = () => resolve(answer)
        })
      : Promise.resolve(answer)
  const second = await openBackend(
    folder,
    holding,
    {},
    {
      store: store => ({
        ...store,
        deliveries: {
          ...store.deliveries,
          waiting: async filter => {
            if (filter.ids?.includes(unreadable)) throw new Error('A row cannot be read.')
            return store.deliveries.waiting(filter)
          }
        }
      })
    }
  )
  let hasEnded = false
  const recovered = second.backend.recover().finally(() => {
    hasEnded = true
  })
  recovered.catch(() => {})
  const message =
    'The unfinished work of a flow could not be resumed. This is retried at the next server start.'
  await pollUntil(
    () => second.sent.length === 1 && (hasEnded || second.logged.includes(message)),
    seen => seen
  )
  const late = await deliver(second, intact.eventUrl, { name: 'new', order: 'A' })
  await succeeded(second, await deliver(second, other.eventUrl, { name: 'other', order: 'A' }))
  expect(second.sent.map(({ body }) => body)).toEqual(['old', 'other'])
  release()
  await succeeded(second, late)
  await recovered
  expect(second.sent.map(({ body }) => body)).toEqual(['old', 'other', 'new'])
  expect(second.logged).toContain(message)
  await second.crash()
})
