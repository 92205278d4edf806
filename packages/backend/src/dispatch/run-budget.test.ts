import { cardOf } from '@hookwright/engine/testing'
import { MOST_TRACE, pill, text } from '@hookwright/model'
import { beforeEach, expect, test } from 'vitest'
import { addNotifyingFlow, changeFlow, drawConnector } from '../testing/draw.ts'
import { deliver, turnOn } from '../testing/event.ts'
import { acceptingService, openBackend, type TestBackend, testFolder } from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'

let folder: string
beforeEach(() => {
  folder = testFolder()
})

const ended = ({ store }: TestBackend, id: string) =>
  pollUntil(
    () => store.runs.find(id),
    run => run !== null && run.status.is !== 'running'
  )

/** Turns on a flow that doubles the name of an event `count` times and then sends it to the service. */
const turnOnDoubling = async (one: TestBackend, count: number): Promise<string> => {
  const flowId = await addNotifyingFlow(one.backend, await drawConnector(one.backend), 'one')
  await changeFlow(one.backend, flowId, doc => {
    const cards = Array.from({ length: count }, (_, at) => {
      const before = at === 0 ? pill('event', 'name') : pill(`c${at - 1}`, 'output')
      return cardOf('compose', `c${at}`, {}, { text: text(before, before) })
    })
    return {
      ...doc,
      strip: ['event', ...cards.map(({ id }) => id), 'tell'],
      cards: { ...doc.cards, ...Object.fromEntries(cards.map(card => [card.id, card])) }
    }
  })
  const { eventUrl } = await turnOn(one, flowId)
  await one.backend.recover()
  return eventUrl
}

// review: cores A14, security H3
test('events whose cards double a text repeatedly end as failed runs, with a trace of a few megabytes', async () => {
  const one = await openBackend(folder)
  const eventUrl = await turnOnDoubling(one, 22)
  const ids = await Promise.all(
    Array.from({ length: 3 }, () => deliver(one, eventUrl, { name: 'x'.repeat(96) }))
  )
  for (const id of ids) {
    const run = await ended(one, id)
    expect(run?.status).toMatchObject({ is: 'failed', fault: { code: 'card.input-type' } })
    expect(JSON.stringify(run?.steps).length).toBeLessThan(MOST_TRACE + 10_000)
    expect((await one.store.deliveries.find(id))?.delivery.status).toEqual({ is: 'done' })
  }
  expect(one.sent).toEqual([])
  await one.crash()
})

// review: security H3
test('a delivery whose run exceeds the budget of a run ends at the recovery after a crash, and is never run again', async () => {
  const first = await openBackend(folder)
  const eventUrl = await turnOnDoubling(first, 22)
  const [{ flowId = '', id: subscriptionId = '' } = {}] = await first.store.subscriptions.known({})
  await first.backend.subscriptions.pause(flowId, true)
  const id = await deliver(first, eventUrl, { name: 'x'.repeat(96) })
  await first.store.subscriptions.pause(subscriptionId, false, Date.now())
  // As if the process had ended during its run.
  await first.store.deliveries.countStarts([id])
  await first.crash()

  const second = await openBackend(folder)
  await second.backend.recover()
  const run = await ended(second, id)
  expect(run?.status).toMatchObject({ is: 'failed', fault: { code: 'card.input-type' } })
  expect((await second.store.deliveries.find(id))?.delivery.status).toEqual({ is: 'done' })
  await second.crash()

  const third = await openBackend(folder)
  expect(await third.store.deliveries.backlog({ limit: 10 })).toEqual([])
  await third.crash()
})

// review: security H3
test('few runs with large values wait for a slow service at the same time, and the others follow them', async () => {
  let release = (): void => {}
  const released = new Promise<void>(resolve => {
    release = resolve
  })
  const one = await openBackend(folder, async () => {
    await released
    return { status: 200, headers: {}, body: '' }
  })
  // 12 MB of values each, for which a run has room for 16 MB; one flow may hold 64 MB.
  const eventUrl = await turnOnDoubling(one, 16)
  const ids = await Promise.all(
    Array.from({ length: 8 }, () => deliver(one, eventUrl, { name: 'x'.repeat(96) }))
  )
  await pollUntil(
    async () => one.sent.length,
    count => count >= 2
  )
  for (let turn = 0; turn < 100; turn++) await new Promise(setImmediate)
  expect(one.sent.length).toBeLessThan(6)
  release()
  for (const id of ids) expect((await ended(one, id))?.status).toEqual({ is: 'succeeded' })
  await one.crash()
})

// review: security H3
test('a run that cannot be serialized ends as failed, and its delivery does not stay accepted', async () => {
  const one = await openBackend(
    folder,
    acceptingService,
    {},
    {
      store: store => ({
        ...store,
        runs: {
          ...store.runs,
          finishFirst: async (run, then) => {
            if (run.steps !== null && run.steps.length > 0) throw new RangeError('Invalid string length')
            return store.runs.finishFirst(run, then)
          }
        }
      })
    }
  )
  const flowId = await addNotifyingFlow(one.backend, await drawConnector(one.backend), 'one')
  const { eventUrl } = await turnOn(one, flowId)
  await one.backend.recover()
  const id = await deliver(one, eventUrl, { name: 'Ada' })
  expect(await ended(one, id)).toMatchObject({
    status: { is: 'failed', fault: { code: 'run.not-storable' } },
    steps: []
  })
  expect((await one.store.deliveries.find(id))?.delivery.status).toEqual({ is: 'done' })
  await one.crash()
})
