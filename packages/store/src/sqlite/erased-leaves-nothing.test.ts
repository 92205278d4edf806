import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { acceptOne, firstRunOf, turnOn } from '../suite/samples.ts'
import { openSqliteStore } from './open-sqlite-store.ts'
import { temporaryFolder } from './testing.ts'

test('erased data is nowhere in the file any more, not even in its free space', async () => {
  const folder = temporaryFolder()
  const store = await openSqliteStore({ folder })
  const subscription = await turnOn(store)
  const arrival = { method: 'POST', query: '', headers: [], body: Buffer.from('{"name":"Canary"}') }
  const deliveries = await Promise.all(
    Array.from({ length: 50 }, () => acceptOne(store, subscription, { arrival }))
  )
  for (const delivery of deliveries) {
    const run = firstRunOf(subscription, delivery, { steps: null, result: { name: 'Canary' } })
    await store.runs.finishFirst(run, { erase: true, begun: false })
  }
  await store.close()
  const names = readdirSync(folder).filter(name => readFileSync(join(folder, name)).includes('Canary'))
  expect(names).toEqual([])
})
