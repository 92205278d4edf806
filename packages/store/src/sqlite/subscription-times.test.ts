import { join } from 'node:path'
import Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { expect, it, onTestFinished } from 'vitest'
import { findSubscriptions } from '../resources/subscriptions/find-subscriptions.ts'
import { execute, type Steps } from '../statements/steps.ts'
import { newId, turnOn } from '../suite/samples.ts'
import { openSqliteStore } from './open-sqlite-store.ts'
import { temporaryFolder } from './testing.ts'

it('reads the times of a subscription back to its last confirmation only', async () => {
  const folder = temporaryFolder()
  const store = await openSqliteStore({ folder })
  onTestFinished(() => store.close())
  const { id } = await turnOn(store)
  const db = new Database(join(folder, 'hookwright.db'), { readonly: true })
  onTestFinished(() => void db.close())
  const plans: { steps: string[]; opcodes: string[] }[] = []
  const logQuery = (query: string, params: unknown[]): void => {
    const steps = db.prepare<unknown[], { detail: string }>(`explain query plan ${query}`).all(...params)
    const program = db.prepare<unknown[], { opcode: string }>(`explain ${query}`).all(...params)
    plans.push({ steps: steps.map(({ detail }) => detail), opcodes: program.map(({ opcode }) => opcode) })
  }
  const tables = drizzle(db, { casing: 'snake_case', logger: { logQuery } })
  const read = async <Result>(body: (reading: typeof tables) => Steps<Result>) => execute(body(tables))
  const { timesOf } = findSubscriptions({ tables, read, list: read, isGone: () => undefined })
  expect(await timesOf([id, newId()])).toEqual(new Map([[id, { receivedAt: null, confirmedAt: 3_000 }]]))
  const [{ steps, opcodes } = { steps: [], opcodes: [] }] = plans
  expect(steps).toContain('SEARCH a USING INDEX attempts_subscription (subscription>? AND subscription<?)')
  // In order of the index, the first row that fits is the last confirmation: nothing is gathered or sorted.
  expect(opcodes).toContain('Prev')
  for (const opcode of ['AggStep', 'SorterOpen']) expect(opcodes).not.toContain(opcode)
})
