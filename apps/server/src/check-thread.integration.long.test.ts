import { closeSync, openSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { openSqliteStore } from '@hookwright/store/sqlite'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { sourceThread } from './testing/source-thread.ts'
import { makeTempFolder } from './testing/temp-folder.ts'

// review: security M2

const PAGE = 8_192

/** Creates a data folder whose database is too large to be checked at startup. */
const largeFolder = async (): Promise<string> => {
  const { folder, remove } = makeTempFolder()
  onTestFinished(remove)
  await (await openSqliteStore({ folder })).close()
  const db = new Database(join(folder, 'hookwright.db'))
  db.exec('create table large (id integer primary key, content)')
  const insert = db.prepare('insert into large (content) values (?)')
  db.transaction(() => {
    for (let n = 0; n < 9_000; n++) insert.run(Buffer.alloc(2_000, n))
  })()
  db.pragma('wal_checkpoint(truncate)')
  db.close()
  return folder
}

test('a large database is checked beside the running server, and damage is told by the probe', async () => {
  const folder = await largeFolder()
  const path = join(folder, 'hookwright.db')
  const pages = Math.floor(statSync(path).size / PAGE)
  const fd = openSync(path, 'r+')
  // Says that a page in the middle holds 65,535 cells.
  writeSync(fd, Buffer.from([0xff, 0xff]), 0, 2, (pages - 500) * PAGE + 3)
  closeSync(fd)
  const store = await openSqliteStore({ folder, checkThread: sourceThread(folder, 'check-thread') })
  onTestFinished(() => store.close())
  await store.probe()
  await expect(store.verify()).rejects.toMatchObject({ code: 'storage.damaged' })
  await expect(store.probe()).rejects.toMatchObject({ code: 'storage.damaged' })
})
