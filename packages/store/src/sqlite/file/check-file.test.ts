import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { acceptOne, turnOn } from '../../suite/samples.ts'
import { openSqliteFile } from '../database/open-sqlite-file.ts'
import { openSqliteStore } from '../open-sqlite-store.ts'
import { temporaryFolder } from '../testing.ts'
import { findDamage } from './check-file.ts'
import { assertSqliteVersion } from './open-database.ts'

// review: security M2, L6, L7; house B4

const fileIn = (folder: string): string => join(folder, 'hookwright.db')

/** Creates a folder with some deliveries in its database. */
const usedFolder = async (): Promise<string> => {
  const folder = temporaryFolder()
  const store = await openSqliteStore({ folder })
  const subscription = await turnOn(store)
  const arrival = { method: 'POST', query: '', headers: [], body: Buffer.alloc(3_000, 7) }
  for (let n = 0; n < 40; n++) await acceptOne(store, subscription, { arrival })
  await store.close()
  return folder
}

const opening = (folder: string) => openSqliteStore({ folder, beside: ['secret.key', 'auth.db'] })

describe('a start refuses', () => {
  it.each(['missing', 'empty'])('a database that is %s beside a sealing key', async state => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'secret.key'), 'k'.repeat(64))
    if (state === 'empty') writeFileSync(fileIn(folder), '')
    await expect(opening(folder)).rejects.toMatchObject({
      code: 'storage.missing',
      message: expect.stringContaining(
        `hookwright.db is ${state}, but secret.key in the same folder belongs to an earlier database.`
      )
    })
    // Nothing was made, so that putting the file back is enough.
    expect(existsSync(fileIn(folder)) && statSync(fileIn(folder)).size > 0).toBe(false)
  })

  it('a damaged database, with the next step', async () => {
    const folder = await usedFolder()
    const bytes = readFileSync(fileIn(folder))
    for (let page = 2; page < bytes.length / 8_192; page++)
      bytes.fill(0xff, page * 8_192 + 3, page * 8_192 + 5)
    writeFileSync(fileIn(folder), bytes)
    await expect(opening(folder)).rejects.toMatchObject({
      code: 'storage.damaged',
      message: expect.stringMatching(/hookwright\.db is damaged .* restore the newest backup/)
    })
    expect(findDamage(fileIn(folder))).not.toBeNull()
  })

  it('a disk that is too full for the first tables, and says how much room is needed', async () => {
    const folder = temporaryFolder()
    const migrations = join(folder, 'migrations')
    mkdirSync(join(migrations, 'meta'), { recursive: true })
    const entries = [{ idx: 0, version: '6', when: 1, tag: '0000_first', breakpoints: true }]
    const journal = { version: '7', dialect: 'sqlite', entries }
    writeFileSync(join(migrations, 'meta', '_journal.json'), JSON.stringify(journal))
    // SQLite answers as on a full disk when the file may not grow.
    const [limit, table] = ['pragma max_page_count = 1;', 'create table wide (data blob);']
    const steps = [limit, table, 'insert into wide values (zeroblob(100000));']
    writeFileSync(join(migrations, '0000_first.sql'), steps.join('--> statement-breakpoint\n'))
    await expect(openSqliteFile({ folder, migrations })).rejects.toMatchObject({
      code: 'storage.full',
      message: expect.stringContaining('Free at least 128 MB there')
    })
  })

  it('a file that is not a database, as damaged', async () => {
    const folder = temporaryFolder()
    writeFileSync(fileIn(folder), 'x'.repeat(20_000))
    await expect(opening(folder)).rejects.toMatchObject({ code: 'storage.damaged' })
  })

  it('a database of a newer Hookwright, without mentioning the disk', async () => {
    const folder = await usedFolder()
    const db = new Database(fileIn(folder))
    db.exec("insert into __drizzle_migrations (hash, created_at) values ('later', 9999999999999)")
    db.close()
    await expect(opening(folder)).rejects.toMatchObject({
      code: 'storage.newer',
      message: expect.stringContaining('written by a newer version of Hookwright')
    })
  })

  it('the write-ahead log of another database, and changes neither', async () => {
    const folder = await usedFolder()
    const other = temporaryFolder()
    const file = await openSqliteFile({ folder: other })
    file.db.pragma('wal_checkpoint(truncate)')
    file.db.exec('create table large (content)')
    file.db.prepare('insert into large values (?)').run(Buffer.alloc(200_000, 1))
    copyFileSync(`${fileIn(other)}-wal`, `${fileIn(folder)}-wal`)
    await file.close()
    const before = readFileSync(fileIn(folder))
    await expect(opening(folder)).rejects.toMatchObject({ code: 'storage.foreign-log' })
    expect(readFileSync(fileIn(folder)).equals(before)).toBe(true)
    rmSync(`${fileIn(folder)}-wal`)
    await (await opening(folder)).close()
  })

  it('a SQLite that would run a checkpoint when its log is measured', () => {
    expect(() => assertSqliteVersion('3.50.4')).toThrow(/SQLite 3\.50\.4 is too old/)
    for (const version of ['3.51.0', '3.53.2', '4.0.0']) assertSqliteVersion(version)
  })
})

describe('a disk probe', () => {
  it('writes and reads repeatedly', async () => {
    const store = await openSqliteStore({ folder: temporaryFolder() })
    onTestFinished(() => store.close())
    for (let n = 0; n < 3; n++) await store.probe()
  })

  it('fails with the reason while writes fail', async () => {
    const file = await openSqliteFile({ folder: temporaryFolder() })
    onTestFinished(() => file.close())
    file.db.pragma('query_only = on')
    await expect(file.probe()).rejects.toMatchObject({ code: 'storage.failed' })
    file.db.pragma('query_only = off')
    await file.probe()
  })
})
