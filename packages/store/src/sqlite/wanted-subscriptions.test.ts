import { join } from 'node:path'
import Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { expect, it, onTestFinished } from 'vitest'
import { wantedSubscriptions } from '../resources/subscriptions/wanted-subscriptions.ts'
import { execute } from '../statements/steps.ts'
import { newId, turnOn } from '../suite/samples.ts'
import { openSqliteStore } from './open-sqlite-store.ts'
import { temporaryFolder } from './testing.ts'

// review: cores A1
it('looks running flows up by their ids, however many are on', async () => {
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
