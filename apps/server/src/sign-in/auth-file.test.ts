import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getMigrations } from 'better-auth/db/migration'
import { username } from 'better-auth/plugins/username'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openAuthFile } from './auth-file.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'auth-file-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const modeOf = (name: string) => statSync(join(folder, name)).mode & 0o777

test('the file and what SQLite lays beside it are readable by the owner alone, also when they were not', () => {
  writeFileSync(join(folder, 'auth.db'), '')
  chmodSync(join(folder, 'auth.db'), 0o644)
  const db = openAuthFile(folder)
  expect(['auth.db', 'auth.db-wal', 'auth.db-shm'].map(modeOf)).toEqual([0o600, 0o600, 0o600])
  db.close()
})

test('the file uses WAL with full sync', () => {
  const db = openAuthFile(folder)
  expect(db.pragma('journal_mode', { simple: true })).toBe('wal')
  expect(db.pragma('synchronous', { simple: true })).toBe(2)
  db.close()
})

test('the tables match the schema that better-auth expects', async () => {
  const db = openAuthFile(folder)
  const wanted = await getMigrations({
    database: db,
    user: { additionalFields: { role: { type: 'string', required: true, input: false } } },
    plugins: [username({ displayUsername: false })]
  })
  expect(wanted.toBeCreated).toEqual([])
  expect(wanted.toBeAdded).toEqual([])
  expect(wanted.toBeAddedIndexes).toEqual([])
  expect(wanted.schemaProblems).toEqual([])
  db.close()
})

test('opening the file again keeps its data', () => {
  const first = openAuthFile(folder)
  first.exec("INSERT INTO verification VALUES ('1', 'a', 'b', 1, 1, 1)")
  first.close()
  const second = openAuthFile(folder)
  expect(second.prepare('SELECT count(*) AS n FROM verification').get()).toEqual({ n: 1 })
  second.close()
})

test('a file of an earlier version gets the tables for agents, and keeps its data', () => {
  const before = openAuthFile(folder)
  before.exec(`INSERT INTO verification VALUES ('1', 'a', 'b', 1, 1, 1);
    DROP TABLE agent_grant; DROP TABLE oauth_record; PRAGMA user_version = 2`)
  before.close()
  const after = openAuthFile(folder)
  expect(after.prepare('SELECT count(*) AS n FROM verification').get()).toEqual({ n: 1 })
  expect(after.prepare('SELECT count(*) AS n FROM agent_grant').get()).toEqual({ n: 0 })
  expect(after.pragma('user_version', { simple: true })).toBe(3)
  after.close()
})

test('a file of a later version is refused and not changed', () => {
  const later = new Database(join(folder, 'auth.db'))
  later.pragma('user_version = 99')
  later.close()
  expect(() => openAuthFile(folder)).toThrow(/written by a newer version of Hookwright/)
  const db = new Database(join(folder, 'auth.db'))
  expect(db.pragma('user_version', { simple: true })).toBe(99)
  db.close()
})

// review: security L6
test('opening an up-to-date file writes nothing, so that a start works on a full disk', () => {
  openAuthFile(folder).close()
  const bytes = readFileSync(join(folder, 'auth.db'))
  const db = openAuthFile(folder)
  expect(statSync(join(folder, 'auth.db-wal')).size).toBe(0)
  db.close()
  expect(readFileSync(join(folder, 'auth.db')).equals(bytes)).toBe(true)
})

// review: security L6
test('a damaged file is refused with a sentence that names it and the fix', () => {
  openAuthFile(folder).close()
  truncateSync(join(folder, 'auth.db'), 5_000)
  expect(() => openAuthFile(folder)).toThrow(expect.objectContaining({ code: 'auth-file.failed' }))
  expect(() => openAuthFile(folder)).toThrow(
    /^The file \S+auth\.db cannot be used \(it is damaged\)\. .* restore a backup with "hookwright restore"\.$/
  )
})
