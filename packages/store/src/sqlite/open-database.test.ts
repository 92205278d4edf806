import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, it, onTestFinished } from 'vitest'
import { openDatabase } from './open-database.ts'
import { temporaryFolder } from './testing.ts'

const opened = (path: string) => {
  const db = openDatabase(path)
  onTestFinished(() => void db.close())
  const ask = (name: string) => db.pragma(name, { simple: true })
  return { pageBytes: ask('page_size'), checkpointPages: ask('wal_autocheckpoint') }
}

it('makes a new file of pages that hold several deliveries each', () => {
  expect(opened(join(temporaryFolder(), 'new.db'))).toEqual({ pageBytes: 16_384, checkpointPages: 1_000 })
})

it('lets the log of a file of smaller pages grow to as many bytes', () => {
  const path = join(temporaryFolder(), 'old.db')
  const old = new Database(path)
  old.pragma('page_size = 8192')
  old.exec('create table kept (id integer primary key)')
  old.close()
  expect(opened(path)).toEqual({ pageBytes: 8_192, checkpointPages: 2_000 })
})
