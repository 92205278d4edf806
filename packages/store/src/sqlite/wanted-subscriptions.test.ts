import { join } from 'node:path'
import Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { expect, it, onTestFinished } from 'vitest'
import { wantedSubscriptions } from '../resources/subscriptions/wanted-subscriptions.ts'
import { execute } from '../statements/steps.ts'
import { beginSuccessor, turnOnSuccessor } from '../suite/replacing.ts'
import { acceptOne, newId, turnOn } from '../suite/samples.ts'
import { openSqliteStore } from './open-sqlite-store.ts'
import { temporaryFolder } from './testing.ts'

// review: cores A1
it('reads running flows by their ids, however many are on', async () => {
  const folder = temporaryFolder()
  const store = await openSqliteStore({ folder })
  onTestFinished(() => store.close())
  const { flowId } = await turnOn(store)
  const db = new Database(join(folder, 'hookwright.db'), { readonly: true })
  onTestFinished(() => void db.close())
  const plans: string[][] = []
  const logQuery = (query: string, params: unknown[]): void => {
    const rows = db.prepare<unknown[], { detail: string }>(`explain query plan ${query}`).all(...params)
    plans.push(rows.map(({ detail }) => detail))
  }
  const tables = drizzle(db, { casing: 'snake_case', logger: { logQuery } })
  const { runningFlows } = wantedSubscriptions({ list: async body => execute(body(tables)) })
  expect(await runningFlows([flowId, ...Array.from({ length: 19 }, newId)])).toHaveLength(1)
  expect(plans[0]).toEqual([
    'SEARCH flows USING INDEX flows_uid_unique (uid=?)',
    'SEARCH subscriptions USING INDEX subscriptions_wanted (flow=?)'
  ])
})

it('moves the backlog of a replaced subscription in batches of forty, so that events are answered between', async () => {
  const store = await openSqliteStore({ folder: temporaryFolder() })
  onTestFinished(() => store.close())
  const old = await turnOn(store)
  await store.subscriptions.pause(old.id, true, 5_000)
  await Promise.all(Array.from({ length: 95 }, () => acceptOne(store, old)))
  const successor = await beginSuccessor(store, old)
  await turnOnSuccessor(store, successor)
  await store.subscriptions.pause(successor.id, false, 71_000)
  const moved: number[] = []
  let after: string | null = null
  do {
    after = await store.subscriptions.moveWaiting(old.id, after)
    moved.push((await store.deliveries.waiting({ subscriptionId: successor.id, limit: 100 })).length)
  } while (after !== null)
  expect(moved).toEqual([40, 80, 95])
})
