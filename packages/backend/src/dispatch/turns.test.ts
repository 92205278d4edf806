import { HOUR, type Id } from '@hookwright/model'
import { beforeEach, describe, expect, test } from 'vitest'
import { addNotifyingFlow, drawConnector } from '../testing/draw.ts'
import { deliver, turnOn } from '../testing/event.ts'
import { type acceptingService, openBackend, type TestBackend, testFolder } from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'

let folder: string
beforeEach(() => {
  folder = testFolder()
})

/**
 * Opens a backend with a stub service that takes an hour per request and refuses requests with the body
 * “Ben”. `hold` delays the following requests until the returned function is called.
 */
const openSlow = async (): Promise<TestBackend & { hold: () => () => void }> => {
  let held = Promise.resolve()
  const slow: typeof acceptingService = async ({ body }) => {
    await held
    one.moveClock(HOUR)
    return { status: body === 'Ben' ? 422 : 200, headers: {}, body: '' }
  }
  const one = await openBackend(folder, slow)
  await one.backend.recover()
  const hold = () => {
    let release = (): void => {}
    held = new Promise(resolve => (release = resolve))
    return () => release()
  }
  return { ...one, hold }
}

/**
 * Waits until `count` runs of a delivery have ended. Returns how many hours after the first run each one
 * began, and how many hours it took.
 */
const hoursOf = async ({ store }: TestBackend, deliveryId: Id, count: number) => {
  const rows = await pollUntil(
    async () => (await store.runs.list({ deliveryId, limit: 9 })).rows.toReversed(),
    seen => seen.length === count && seen.every(({ finishedAt }) => finishedAt !== null)
  )
  const first = rows[0]?.startedAt ?? 0
  return rows.map(({ startedAt, finishedAt }) => ({
    began: Math.floor((startedAt - first) / HOUR),
    took: Math.floor(((finishedAt ?? 0) - startedAt) / HOUR)
  }))
}

describe('a run starts when its turn has come, and not when it was queued', () => {
  test('for a record of a list', async () => {
    const one = await openSlow()
    const flowId = await addNotifyingFlow(one.backend, await drawConnector(one.backend), 'list')
    const { eventUrl } = await turnOn(one, flowId)
    const id = await deliver(one, eventUrl, [{ name: 'Ada' }, { name: 'Cy' }, { name: 'Dee' }])
    expect(await hoursOf(one, id, 4)).toEqual([
      { began: 0, took: 0 },
      { began: 0, took: 1 },
      { began: 1, took: 1 },
      { began: 2, took: 1 }
    ])
    await one.crash()
  })

  test('for a record whose turn never came, which took no time', async () => {
    const one = await openSlow()
    const drawn = await drawConnector(one.backend)
    const flowId = await addNotifyingFlow(one.backend, drawn, 'list', null, { stopRest: true })
    const { eventUrl } = await turnOn(one, flowId)
    const id = await deliver(one, eventUrl, [{ name: 'Ben' }, { name: 'Cy' }])
    expect(await hoursOf(one, id, 3)).toEqual([
      { began: 0, took: 0 },
      { began: 0, took: 1 },
      { began: 1, took: 0 }
    ])
    await one.crash()
  })

  test('for a record whose run waits, with steps that count from its start', async () => {
    const one = await openSlow()
    const drawn = await drawConnector(one.backend)
    const flowId = await addNotifyingFlow(one.backend, drawn, 'list', null, { waits: 1 })
    const { eventUrl } = await turnOn(one, flowId)
    const id = await deliver(one, eventUrl, [{ name: 'Ada' }, { name: 'Cy' }])
    const waiting = await pollUntil(
      async () => (await one.store.runs.list({ deliveryId: id, limit: 9 })).rows.toReversed(),
      seen => seen.filter(({ status }) => status.is === 'waiting').length === 2
    )
    one.moveClock(30 * HOUR)
    const hours = await hoursOf(one, id, 3)
    expect(hours[2]?.began).toBe(1)
    const last = await one.backend.runs.get(waiting[2]?.id ?? '')
    expect(last.steps?.[0]?.from).toBeLessThan(HOUR)
    expect(last.startedAt + (last.steps?.at(-1)?.to ?? 0)).toBeLessThanOrEqual(last.finishedAt ?? 0)
    await one.crash()
  })

  test('for a replay that waits for another run of its flow', async () => {
    const one = await openSlow()
    const drawn = await drawConnector(one.backend)
    const flowId = await addNotifyingFlow(one.backend, drawn, 'one', null, { atOnce: '1' })
    const { eventUrl } = await turnOn(one, flowId)
    const ids = await Promise.all(['Ada', 'Cy'].map(name => deliver(one, eventUrl, { name })))
    for (const id of ids) await hoursOf(one, id, 1)
    const release = one.hold()
    const how = { on: 'pinned', effects: true } as const
    const first = await one.backend.deliveries.replay(ids[0] ?? '', how)
    const second = await one.backend.deliveries.replay(ids[1] ?? '', how)
    release()
    const ended = (id: Id) =>
      pollUntil(
        () => one.backend.runs.get(id),
        run => run.finishedAt !== null
      )
    const before = await ended(first)
    const { startedAt, finishedAt, steps } = await ended(second)
    expect(startedAt).toBeGreaterThanOrEqual(before.finishedAt ?? 0)
    expect((finishedAt ?? 0) - startedAt).toBeGreaterThanOrEqual(HOUR)
    expect(steps?.[0]?.from).toBeLessThan(HOUR)
    await one.crash()
  })
})
