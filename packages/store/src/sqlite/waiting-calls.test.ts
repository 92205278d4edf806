import { join } from 'node:path'
import Database from 'better-sqlite3'
import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { expect, it, onTestFinished } from 'vitest'
import { createAgentCallStore } from '../resources/agents/agent-calls-store.ts'
import { execute, type Steps } from '../statements/steps.ts'
import { openSqliteStore } from './open-sqlite-store.ts'
import { temporaryFolder } from './testing.ts'

/** Opens the calls of an empty read-only store, and records the plans of their queries. */
const withoutWrites = async () => {
  const folder = temporaryFolder()
  const store = await openSqliteStore({ folder })
  onTestFinished(() => store.close())
  const db = new Database(join(folder, 'hookwright.db'), { readonly: true })
  onTestFinished(() => void db.close())
  const plans: string[] = []
  const logQuery = (query: string, params: unknown[]): void => {
    const rows = db.prepare<unknown[], { detail: string }>(`explain query plan ${query}`).all(...params)
    plans.push(rows.map(({ detail }) => detail).join(', '))
  }
  const tables = drizzle(db, { casing: 'snake_case', logger: { logQuery } })
  const read = async <Result>(body: (reading: typeof tables) => Steps<Result>) => execute(body(tables))
  const write = () => Promise.reject(new Error('Nothing is written.'))
  return { plans, calls: createAgentCallStore({ tables, write, read, list: read, forUpdate: sql.empty() }) }
}

it('finds waiting calls among those that ask for approval, not among all of an owner', async () => {
  const { plans, calls } = await withoutWrites()
  for (const ownerId of ['ann', null]) {
    expect(await calls.waiting(ownerId)).toEqual([])
    expect(plans.pop()).toContain('SEARCH agent_calls USING INDEX agent_calls_asked (asked_until>?)')
  }
})

it('writes nothing while no call is old enough to be deleted', async () => {
  const { plans, calls } = await withoutWrites()
  expect(await calls.forget(1_000, 100)).toBe(0)
  expect(plans).toEqual([expect.stringContaining('INDEX agent_calls_at (at<?)')])
})
