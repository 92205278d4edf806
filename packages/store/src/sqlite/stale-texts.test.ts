import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, it, onTestFinished } from 'vitest'
import { acceptOne, firstRunOf, sampleEnd, turnOn } from '../suite/samples.ts'
import { openSqliteStore } from './open-sqlite-store.ts'
import { temporaryFolder } from './testing.ts'

const openBoth = async () => {
  const folder = temporaryFolder()
  const store = await openSqliteStore({ folder })
  const db = new Database(join(folder, 'hookwright.db'))
  onTestFinished(async () => {
    db.close()
    await store.close()
  })
  const noted = () => db.prepare('select delivery, run from stale_texts order by id').all()
  return { store, db, noted }
}

it('database triggers note erased and changed requests and runs, and no other rows', async () => {
  const { store, db, noted } = await openBoth()
  const subscription = await turnOn(store)
  const plain = await acceptOne(store, subscription)
  await store.runs.finishFirst(firstRunOf(subscription, plain), { erase: false, begun: false })
  const begun = await acceptOne(store, subscription)
  const running = firstRunOf(subscription, begun, {
    status: { is: 'running' },
    finishedAt: null,
    steps: null
  })
  await store.runs.begin(running)
  await store.runs.finish(sampleEnd(begun.id), { erase: false })
  expect(noted()).toEqual([])

  const erased = await acceptOne(store, subscription)
  await store.runs.finishFirst(firstRunOf(subscription, erased), { erase: true, begun: false })
  expect(noted()).toEqual([
    { delivery: 3, run: null },
    { delivery: null, run: 4 }
  ])
  db.exec(`update payloads set body = '{}' where delivery = 2`)
  db.exec('delete from runs where id = 3')
  expect(noted().slice(2)).toEqual([
    { delivery: 2, run: null },
    { delivery: null, run: 3 }
  ])

  const due = await acceptOne(store, subscription, { redaction: 'due' })
  const redacted = { arrival: null, places: [] }
  await store.runs.finishFirst(firstRunOf(subscription, due), { erase: false, begun: false, redacted })
  // It is not read before, so that it has to be afterwards, whether anything was taken out of it or not.
  expect(noted().slice(4)).toEqual([{ delivery: 4, run: null }])

  await acceptOne(store, subscription)
  await store.keeping.setRedaction(subscription.flowId, ['body.name'])
  await store.keeping.markDue(null)
  // It was read, and may not be any more.
  expect(noted().at(-1)).toEqual({ delivery: 5, run: null })
})

it('database triggers note each run that pauses or continues', async () => {
  const { store, noted } = await openBoth()
  const subscription = await turnOn(store)
  const { id } = await acceptOne(store, subscription)
  const run = firstRunOf(subscription, { id }, { status: { is: 'running' }, finishedAt: null, steps: null })
  await store.runs.begin(run)
  expect(noted()).toEqual([])
  const status = { is: 'on-hold' as const, why: 'Nobody was at home.' }
  const kept = { draws: [], wait: null, record: null, until: null, orderKey: null }
  await store.waits.suspend({ ...run, status }, kept)
  await store.waits.goOn(id, 9)
  await store.runs.finish(sampleEnd(id), { erase: false, woken: true })
  expect(noted()).toEqual([2, 2, 2].map(row => ({ delivery: null, run: row })))
})
