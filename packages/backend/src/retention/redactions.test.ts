import { type Id, type RedactionPath, readRedactionPath } from '@hookwright/model'
import { beforeEach, expect, test } from 'vitest'
import { addNotifyingFlow, drawConnector } from '../testing/draw.ts'
import { deliver, turnOn } from '../testing/event.ts'
import { openBackend, type TestBackend, testFolder } from '../testing/open-backend.ts'
import { plainScrubber } from '../testing/plain-scrubber.ts'
import { applyRetention } from './apply-retention.ts'
import { createRedactions } from './redactions.ts'

let folder: string
beforeEach(() => {
  folder = testFolder()
})

const pathsOf = (places: string[]): RedactionPath[] => places.flatMap(place => readRedactionPath(place) ?? [])

/** Stores deliveries of a flow without running them. */
const keepSome = async (one: TestBackend, count: number): Promise<Id[]> => {
  const flowId = await addNotifyingFlow(one.backend, await drawConnector(one.backend), 'one')
  const { eventUrl } = await turnOn(one, flowId)
  await one.backend.subscriptions.pause(flowId, true)
  const ids: Id[] = []
  while (ids.length < count) ids.push(await deliver(one, eventUrl, { name: 'Ada Canary', team: 'Sales' }))
  return ids
}

/**
 * Creates redactions that count the deliveries they read and the scrubbers they create. `resultOf` ends a run
 * and returns its redacted result.
 */
const counted = ({ store }: TestBackend) => {
  const counts = { read: 0, made: 0 }
  const find: typeof store.deliveries.find = id => {
    counts.read++
    return store.deliveries.find(id)
  }
  const scrubber: typeof plainScrubber = (values, mark) => {
    counts.made++
    return plainScrubber(values, mark)
  }
  const keptFor = createRedactions({
    store: { runs: store.runs, deliveries: { ...store.deliveries, find } },
    effects: { bodyThread: null }
  })
  const resultOf = async (id: Id, ...places: string[]) => {
    // Each run brings paths that were read again: what is held ready of a flow is dropped with each change of it.
    const kept = await keptFor({ id, deliveryId: id }, { saveAll: true, redaction: pathsOf(places) })
    const ended = { id, status: { is: 'succeeded' }, finishedAt: 1 } as const
    return applyRetention({ ...ended, steps: [], result: { said: 'Ada Canary of Sales' } }, kept, {
      scrubber
    }).row.result?.said
  }
  return { resultOf, counts }
}

test('a delivery is searched once for all runs with the same redacted places', async () => {
  const one = await openBackend(folder)
  const [id = '', other = ''] = await keepSome(one, 2)
  const { resultOf, counts } = counted(one)
  const beside = await Promise.all([resultOf(id, 'body.name'), resultOf(id, 'body.name')])
  expect(beside).toEqual(['[redacted] of Sales', '[redacted] of Sales'])
  expect(await resultOf(id, 'body.name')).toBe('[redacted] of Sales')
  expect(counts).toEqual({ read: 1, made: 1 })

  // Other places are another look, and so is another delivery.
  expect(await resultOf(id, 'body.team')).toBe('Ada Canary of [redacted]')
  expect(await resultOf(other, 'body.name')).toBe('[redacted] of Sales')
  expect(counts).toEqual({ read: 3, made: 3 })
  await one.crash()
})

test('frequently used results stay in the cache, before those used once', async () => {
  const one = await openBackend(folder)
  const [id = '', ...others] = await keepSome(one, 30)
  const { resultOf, counts } = counted(one)
  for (const other of others) {
    await resultOf(id, 'body.name')
    await resultOf(other, 'body.name')
  }
  expect(counts.read).toBe(30)
  await one.crash()
})

test('a failed search is not cached', async () => {
  const one = await openBackend(folder)
  const [id = ''] = await keepSome(one, 1)
  const { store } = one
  let fails = true
  const find: typeof store.deliveries.find = async wanted => {
    if (fails) throw new Error('The disk did not answer.')
    return store.deliveries.find(wanted)
  }
  const keptFor = createRedactions({
    store: { runs: store.runs, deliveries: { ...store.deliveries, find } },
    effects: { bodyThread: null }
  })
  const asked = () => keptFor({ id, deliveryId: id }, { saveAll: true, redaction: pathsOf(['body.name']) })
  await expect(asked()).rejects.toThrow('The disk did not answer.')
  fails = false
  expect(await asked()).toMatchObject({ is: 'redacted', redacted: { values: ['Ada Canary'] } })
  await one.crash()
})
