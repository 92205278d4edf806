import { cpSync, existsSync, readdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isOldDatabase, openSqliteStore } from '@hookwright/store/sqlite'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openAuthFile } from '../sign-in/auth-file.ts'
import { bundle } from '../testing/bundle.ts'
import { startBundle } from '../testing/child.ts'
import { contentsOf, writeOldFolder } from '../testing/old-folder.ts'
import { makeTempFolder } from '../testing/temp-folder.ts'
import { convert } from './convert.ts'
import { restore } from './restore.ts'

const DELIVERIES = 5_000
const TIMEOUT = 120_000

const copyData = await bundle(new URL('../copy-data.ts', import.meta.url))
const temp = makeTempFolder()
const template = join(temp.folder, 'template')
beforeAll(() => writeOldFolder(template, DELIVERIES))
afterAll(temp.remove)

/** Returns the backups of a folder, complete or not. */
const backupsOf = (folder: string): string[] =>
  readdirSync(dirname(folder)).filter(name => name.startsWith(`${basename(folder)}-before-convert`))

/** Kills the command `delay` milliseconds after its backup has begun or is complete (`made`). */
const killAfter = async (folder: string, what: 'begun' | 'made', delay: number): Promise<void> => {
  const child = startBundle(copyData, { args: ['convert', folder], env: {} })
  let hasEnded = false
  void child.ended.then(() => {
    hasEnded = true
  })
  const isThere = () => backupsOf(folder).some(name => what === 'begun' || !name.endsWith('.partial'))
  while (!isThere() && !hasEnded) await sleep(1)
  expect(backupsOf(folder), child.errors()).toHaveLength(1)
  await sleep(delay)
  child.send('SIGKILL')
  await child.ended
}

const read = (path: string, sql: string): unknown => {
  const db = new Database(path, { readonly: true })
  try {
    return db.prepare(sql).pluck().get()
  } finally {
    db.close()
  }
}

const flawOf = (path: string): unknown => read(path, 'pragma integrity_check')

const onHoldIn = (path: string): unknown => read(path, "select count(*) from runs where status = 'on-hold'")

/**
 * Schemas found after kills that came once the backup was complete. The last test expects both, since kills
 * must hit before and after the conversion.
 */
const left = new Set<'old' | 'new'>()

test.each([
  ['begun', 0],
  ['begun', 30],
  ['made', 0],
  ['made', 10],
  ['made', 25],
  ['made', 50],
  ['made', 100],
  ['made', 3_000]
] as const)(
  'a conversion killed when its backup is %s, %i ms later, is completed by the next one, and nothing is lost',
  async (what, delay) => {
    const folder = join(temp.folder, `${what}-${delay}`)
    cpSync(template, folder, { recursive: true })
    const before = contentsOf(folder)
    await killAfter(folder, what, delay)

    const [main, auth] = [join(folder, 'hookwright.db'), join(folder, 'auth.db')]
    expect([flawOf(main), flawOf(auth)]).toEqual(['ok', 'ok'])
    expect(contentsOf(folder)).toEqual(before)
    const wasOld = isOldDatabase(main)
    const second = await convert({ folder, now: Date.now() })
    expect(second !== null).toBe(wasOld)
    if (what === 'made') left.add(wasOld ? 'old' : 'new')
    expect(contentsOf(folder)).toEqual(before)
    openAuthFile(folder).close()
    await (await openSqliteStore({ folder })).close()
    expect(onHoldIn(main)).toBe(DELIVERIES)

    const [backup = ''] = backupsOf(folder).filter(name => !name.endsWith('.partial'))
    const to = join(temp.folder, `restored-${what}-${delay}`)
    await restore({ from: join(temp.folder, backup), to })
    expect(contentsOf(to)).toEqual(before)
    expect(existsSync(join(to, 'auth.db'))).toBe(true)
  },
  TIMEOUT
)

test('the kills hit both before and after the database was converted', () => {
  expect([...left].sort()).toEqual(['new', 'old'])
})
