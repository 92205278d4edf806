import { join } from 'node:path'
import Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { UserFlowFilter } from '../../store.ts'
import { keepFlow, turnOn } from '../../suite/samples.ts'
import { openSqliteStore } from '../open-sqlite-store.ts'
import { temporaryFolder } from '../testing.ts'
import { createHistory } from './history.ts'
import type { Reading } from './reader.ts'
import { createTexts } from './texts.ts'

/** Returns the steps of a query plan that read the table of flows, without their conditions. */
const flowsIn = (plan: string[]): string[] =>
  plan.filter(row => /^(SCAN|SEARCH) flows\b/.test(row)).map(row => row.replace(/ \(.*\)$/, ''))

/** Opens lists over a database with two flows, and records the query plans of their statements. */
const open = async () => {
  const folder = temporaryFolder()
  const store = await openSqliteStore({ folder })
  onTestFinished(() => store.close())
  await turnOn(store)
  await keepFlow(store, { ownerId: 'bea', name: 'Second', description: 'Tells the team' })
  const db = new Database(join(folder, 'hookwright.db'), { readonly: true })
  onTestFinished(() => void db.close())
  const plans: string[][] = []
  const logQuery = (query: string, params: unknown[]): void => {
    const rows = db.prepare<unknown[], { detail: string }>(`explain query plan ${query}`).all(...params)
    plans.push(rows.map(({ detail }) => detail))
  }
  const tables = drizzle(db, { casing: 'snake_case', logger: { logQuery } })
  const reading: Reading = {
    list: async body => body(tables),
    db: () => db,
    texts: () => createTexts(db),
    index: null
  }
  const { listUserFlows, countUserFlows } = createHistory(reading)
  return { store, plans, list: listUserFlows, count: countUserFlows }
}

// review: cores A2
describe('the list of users’ flows', () => {
  const filters: Partial<UserFlowFilter>[] = [
    {},
    { ownerId: 'bea' },
    { by: 'newest' },
    { by: 'last-run' },
    { status: 'on' },
    { status: 'off' },
    { words: ['second'] }
  ]
  it.each(filters)('finds and sorts by a covering index with %j', async filter => {
    const { list, plans } = await open()
    await list({ ownerId: null, by: 'name', limit: 1, most: 10, ...filter })
    expect(flowsIn(plans[0] ?? [])).toEqual([
      `${filter.ownerId === undefined ? 'SCAN' : 'SEARCH'} flows USING COVERING INDEX flows_listed`
    ])
  })

  it('reads descriptions in one query, only for flows whose names do not match', async () => {
    const { list, plans } = await open()
    const found = await list({ ownerId: null, by: 'name', limit: 5, most: 10, words: ['team'] })
    expect(found.rows.map(({ flow }) => flow.name)).toEqual(['Second'])
    const described = plans.slice(1).filter(plan => flowsIn(plan).length > 0)
    expect(described.map(flowsIn)[0]).toEqual(['SEARCH flows USING INTEGER PRIMARY KEY'])
  })

  it('does not count an empty new flow', async () => {
    const { count, store } = await open()
    const before = await count({ ownerId: 'bea', most: 10 })
    const doc = { schemaVersion: 1 as const, strip: [], cards: {} }
    await keepFlow(store, { ownerId: 'bea', name: null, doc })
    expect(await count({ ownerId: 'bea', most: 10 })).toEqual(before)
    await keepFlow(store, { ownerId: 'bea', name: 'Named', doc })
    expect((await count({ ownerId: 'bea', most: 10 })).flows).toBe(before.flows + 1)
  })

  it.each([null, 'bea'])('counts without reading a row of a flow for the owner %j', async ownerId => {
    const { count, plans } = await open()
    await count({ ownerId, most: 10 })
    const [scanned, ...rest] = flowsIn(plans[0] ?? [])
    const verb = ownerId === null ? 'SCAN' : 'SEARCH'
    expect(scanned).toBe(`${verb} flows USING COVERING INDEX flows_listed`)
    expect(new Set(rest)).toEqual(
      new Set([`${verb} flows USING COVERING INDEX flows_listed`, 'SEARCH flows USING INTEGER PRIMARY KEY'])
    )
    expect(plans).toHaveLength(1)
  })
})
