import { statSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { acceptOne, turnOn } from '../../suite/samples.ts'
import { createSqliteStore } from '../sqlite-store.ts'
import { temporaryFolder } from '../testing.ts'
import { openSqliteFile } from './open-sqlite-file.ts'

// review: cores C6

test('cleared data frees disk space while the file is in use, and the remaining data stays', async () => {
  const file = await openSqliteFile({ folder: temporaryFolder() })
  onTestFinished(() => file.close())
  const store = createSqliteStore(file)
  const subscription = await turnOn(store)
  const keep = (size: number) =>
    acceptOne(store, subscription, {
      arrival: { method: 'POST', query: '', headers: [], body: Buffer.alloc(size, 65) }
    })
  const cleared = await Promise.all(Array.from({ length: 24 }, () => keep(500_000)))
  const left = await keep(3_000)
  const sizeOf = () => statSync(file.db.name).size
  expect(await store.keeping.shrink()).toBe(0)
  const before = Math.max(sizeOf(), Number(file.db.pragma('page_count', { simple: true })) * 8_192)
  expect(before).toBeGreaterThan(12_000_000)
  for (const { id } of cleared) await store.deliveries.settle(id, { is: 'filtered', why: 'it is cleared' })
  await store.keeping.clear(subscription.flowId, { before: Number.MAX_SAFE_INTEGER, after: null })
  for (let after: string | null = null, more = true; more; ) {
    const bite = await store.keeping.clear(subscription.flowId, { before: Number.MAX_SAFE_INTEGER, after })
    after = bite.next
    more = after !== null
  }
  expect(await store.keeping.shrink()).toBeGreaterThan(10_000_000)
  expect(sizeOf()).toBeLessThan(2_000_000)
  expect((await store.deliveries.find(left.id))?.arrival?.body.byteLength).toBe(3_000)
  // The connection writes on as before.
  const more = await keep(2_000)
  expect((await store.deliveries.find(more.id))?.arrival?.body.byteLength).toBe(2_000)
  expect(file.db.pragma('integrity_check', { simple: true })).toBe('ok')
})
