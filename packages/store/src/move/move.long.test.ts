import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, it, vi } from 'vitest'
import { openPostgresStore } from '../postgres/open-postgres-store.ts'
import { requeueWork } from '../postgres/requeue-work.ts'
import { makeDatabase } from '../postgres/testing/test-database.ts'
import { openSqliteStore } from '../sqlite/open-sqlite-store.ts'
import { temporaryFolder } from '../sqlite/testing.ts'
import { acceptOne, turnOn } from '../suite/samples.ts'
import { storeTables } from './copied-tables.ts'
import { copyTables } from './copy-tables.ts'
import { beginMove, endMove, type MoveEnd, makeRoom } from './move-end.ts'
import { openFolder } from './open-folder.ts'
import { openPostgres } from './open-postgres.ts'
import type { Rows } from './rows.ts'

/** Returns a folder of a store with deliveries that wait for their runs. */
const usedFolder = async (): Promise<string> => {
  const folder = temporaryFolder()
  const store = await openSqliteStore({ folder })
  const subscription = await turnOn(store)
  const arrival = { method: 'POST', query: 'zero=\0', headers: [], body: Buffer.from([0, 1, 255]) }
  for (let n = 0; n < 30; n++) await acceptOne(store, subscription, { arrival })
  await store.close()
  return folder
}

const tablesOf = ({ side }: MoveEnd) => [{ side, tables: storeTables }]

const copy = async (from: MoveEnd, to: MoveEnd): Promise<Map<string, number>> => {
  const counts = new Map<string, number>()
  await beginMove({ to, source: from.id, tables: tablesOf(to), target: 'the target' })
  await makeRoom(tablesOf(to))
  await copyTables({ from: from.side, to: to.side, tables: storeTables }, ({ name }, { rows }) =>
    counts.set(name, rows)
  )
  await to.settle()
  return counts
}

const rowsOf = async (folder: string): Promise<Record<string, unknown[]>> => {
  const db = new Database(join(folder, 'hookwright.db'), { readonly: true })
  try {
    return Object.fromEntries(
      storeTables.map(({ name }) => [name, db.prepare(`select * from "${name}" order by 1, 2`).all()])
    )
  } finally {
    db.close()
  }
}

/** Replaces NUL characters in rows, since PostgreSQL cannot store them. */
const replaced = (rows: unknown): unknown => JSON.parse(JSON.stringify(rows).replaceAll('\\u0000', '\ufffd'))

it('a folder moves to PostgreSQL and back with all of its rows, and its deliveries wait for a process there', async () => {
  const folder = await usedFolder()
  const url = await makeDatabase()
  const there = { from: await openFolder({ folder }), to: await openPostgres({ url, as: 'target' }) }
  const left = 'insert into counted_ranges (first, next, hour, is_counted) values (1, 20, 0, 1)'
  await there.to.side.rows.change([{ sql: left }])
  const counts = await copy(there.from, there.to)
  expect(counts.get('deliveries')).toBe(30)
  // Counts that an emptied database had are not those of the copied rows.
  expect(await there.to.side.rows.ask('select first from counted_ranges')).toEqual([])
  await requeueWork({ url, atOnceOf: () => null })
  await expect(openPostgresStore({ url })).rejects.toMatchObject({ code: 'storage.half-moved' })
  await endMove(there.to)
  await there.from.close()
  await there.to.close()

  const store = await openPostgresStore({ url })
  const claims = (await store.sharedWork?.claim(100)) ?? []
  expect(claims.map(({ kind }) => kind)).toEqual(Array.from({ length: 30 }, () => 'delivery'))
  await store.close()

  const empty = temporaryFolder()
  const back = { from: await openPostgres({ url, as: 'source' }), to: await openFolder({ folder: empty }) }
  expect((await copy(back.from, back.to)).get('payloads')).toBe(30)
  await endMove(back.to)
  await back.from.close()
  await back.to.close()
  expect(replaced(await rowsOf(empty))).toEqual(replaced(await rowsOf(folder)))
  // It is not written over, nor does another source go on with it.
  const again = await openFolder({ folder: empty })
  await expect(copy(again, again)).rejects.toMatchObject({ code: 'move.not-empty' })
  await again.close()
}, 60_000)

/**
 * Returns a source or target of a move that fails after some pages. The tests use it like a process that is
 * killed.
 */
const endingAfter = (end: MoveEnd, pages: number): MoveEnd => {
  let left = pages
  const change: Rows['change'] = async (statements, inserted) => {
    if (inserted !== undefined) {
      if (left === 0) throw new Error('The process was killed.')
      left -= 1
    }
    await end.side.rows.change(statements, inserted)
  }
  return { ...end, side: { ...end.side, rows: { ...end.side.rows, change } } }
}

it('a move that was interrupted anywhere continues with the missing rows, and refuses another source', async () => {
  const folder = await usedFolder()
  const empty = temporaryFolder()
  const from = await openFolder({ folder })
  for (const pages of [0, 1, 2, 2, 1]) {
    const to = await openFolder({ folder: empty })
    await expect(copy(from, endingAfter(to, pages))).rejects.toThrow('The process was killed.')
    await to.close()
  }
  const to = await openFolder({ folder: empty })
  await expect(copy({ ...from, id: 'another one' }, to)).rejects.toMatchObject({ code: 'move.not-empty' })
  expect((await copy(from, to)).get('deliveries')).toBe(30)
  await endMove(to)
  await to.close()
  await from.close()
  expect(await rowsOf(empty)).toEqual(await rowsOf(folder))
}, 60_000)

it('a copy that differs is reported with its table', async () => {
  const from = await openFolder({ folder: await usedFolder() })
  const to = await openFolder({ folder: temporaryFolder() })
  await copy(from, to)
  await from.side.rows.change([{ sql: `update deliveries set why = 'changed' where id = 7` }])
  await expect(copy(from, to)).rejects.toMatchObject({
    code: 'move.differs',
    message: expect.stringContaining('the table deliveries has 30 rows in the source and 30 in the copy')
  })
  await from.close()
  await to.close()
}, 60_000)

it('a database in use by a server is not moved', async () => {
  const url = await makeDatabase()
  const store = await openPostgresStore({ url })
  for (const as of ['source', 'target'] as const) {
    await expect(openPostgres({ url, as })).rejects.toMatchObject({ code: 'move.in-use' })
  }
  await store.close()
}, 60_000)

it('a server that starts on a source during a move waits until it has ended', async () => {
  const url = await makeDatabase()
  const source = await openPostgres({ url, as: 'source' })
  const told: string[] = []
  const starting = openPostgresStore({ url }).then(store => {
    told.push('started')
    return store
  })
  const waiting = `select count(*) from pg_locks where locktype = 'advisory' and not granted
    and database = (select oid from pg_database where datname = current_database())`
  await vi.waitFor(async () => expect(await source.side.rows.ask(waiting)).toEqual([[1]]), {
    timeout: 30_000
  })
  expect(told).toEqual([])
  await source.close()
  await (await starting).close()
}, 60_000)
