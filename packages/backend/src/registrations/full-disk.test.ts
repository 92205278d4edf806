import { Fault, HOUR, MINUTE } from '@hookwright/model'
import type { Store } from '@hookwright/store'
import { expect, test } from 'vitest'
import { addNotifyingFlow, drawConnector } from '../testing/draw.ts'
import { openListing } from '../testing/listing-service.ts'
import { makeFolder, openBackend } from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'

/** Number of refusals after which the disk accepts writes again, so that an endless loop ends. */
const MOST_REFUSALS = 200

/**
 * Wraps a store so that, while `isFull` is set, it refuses to write attempts of this kind, as on a full disk.
 */
const fullDisk = (kind: 'reconciliation' | 'renewal') => {
  const disk = { isFull: false, refusals: 0 }
  const store = (real: Store): Store => ({
    ...real,
    subscriptions: {
      ...real.subscriptions,
      beginAttempt: async (id, params) => {
        if (params.attempt.kind === kind && disk.isFull && disk.refusals < MOST_REFUSALS) {
          disk.refusals++
          throw new Fault('storage.failed', { why: 'the disk is full' })
        }
        return real.subscriptions.beginAttempt(id, params)
      }
    }
  })
  return { disk, store }
}

/** Runs all pending work that does not wait for a timer. */
const settle = async () => {
  for (let turn = 0; turn < 20; turn++) await new Promise(resolve => setImmediate(resolve))
}

// review: failing services 1
test('a comparison that cannot be written is tried again in a minute, not at once', async () => {
  const { disk, store } = fullDisk('reconciliation')
  const { service, flowId, now, isOn } = await openListing({ store })
  await now().backend.subscriptions.switchOn(flowId)
  await isOn()
  disk.isFull = true
  now().moveClock(HOUR + MINUTE)
  await pollUntil(
    () => disk.refusals,
    count => count > 0
  )
  await settle()
  expect(disk.refusals).toBe(1)
  disk.isFull = false
  const listings = () => service.asked.filter(line => line === 'GET /hooks').length
  const before = listings()
  now().moveClock(MINUTE)
  await pollUntil(listings, count => count === before + 1)
})

// review: failing services 1
test('a renewal that cannot be written is tried again in a minute, not at once', async () => {
  const { disk, store } = fullDisk('renewal')
  const { folder, remove } = makeFolder()
  const body = () => JSON.stringify({ expiresAt: new Date(one.clock() + 24 * HOUR).toISOString() })
  const one = await openBackend(
    folder,
    async () => ({ status: 200, headers: { 'content-type': 'application/json' }, body: body() }),
    {},
    { store }
  )
  const drawn = await drawConnector(one.backend, { registers: true, renews: true })
  const { id } = await one.backend.subscriptions.switchOn(await addNotifyingFlow(one.backend, drawn, 'one'))
  const rowOf = () => one.store.subscriptions.find(id)
  const planned = await pollUntil(rowOf, row => (row?.renewAt ?? null) !== null)
  disk.isFull = true
  one.moveClock((planned?.renewAt ?? 0) - one.clock() + 1)
  await pollUntil(
    () => disk.refusals,
    count => count > 0
  )
  await settle()
  expect(disk.refusals).toBe(1)
  disk.isFull = false
  one.moveClock(MINUTE)
  await pollUntil(rowOf, row => (row?.renewAt ?? 0) > one.clock())
  await one.backend.stop()
  await one.crash()
  remove()
})
