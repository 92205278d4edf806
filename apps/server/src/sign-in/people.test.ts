import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type AuthFile, openAuthFile } from './auth-file.ts'
import { openPeople } from './people.ts'

let folder: string
let db: AuthFile
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'people-'))
  db = openAuthFile(folder)
})
afterEach(() => {
  db.close()
  rmSync(folder, { recursive: true, force: true })
})

const person = (name: string, role: 'admin' | 'user') => ({
  id: `id of ${name}`,
  name,
  role,
  accountId: `account of ${name}`,
  passwordHash: 'salt:hash',
  at: 1
})

const countIn = (table: 'user' | 'account') =>
  db.prepare<[], { n: number }>(`SELECT count(*) AS n FROM ${table}`).get()?.n

test('only an admin counts as one', () => {
  const people = openPeople(db)
  people.add(person('Uma', 'user'))
  expect(people.hasAdmin()).toBe(false)
  people.addFirstAdmin(person('Ada', 'admin'))
  expect(people.hasAdmin()).toBe(true)
})

test('a person is called by name, and nobody is called anything', () => {
  const people = openPeople(db)
  people.add(person('Uma', 'user'))
  expect(people.nameOf('id of Uma')).toBe('Uma')
  expect(people.nameOf('id of Ada')).toBeNull()
})

test('the first admin is refused when another connection made one meanwhile', () => {
  const other = openAuthFile(folder)
  openPeople(other).addFirstAdmin(person('Ada', 'admin'))
  expect(() => openPeople(db).addFirstAdmin(person('Bob', 'admin'))).toThrow(/There is an admin already/)
  expect(countIn('user')).toBe(1)
  other.close()
})

test('what cannot be written whole is not written at all', () => {
  const people = openPeople(db)
  people.add(person('Ada', 'admin'))
  expect(() => people.add({ ...person('ADA', 'user') })).toThrow(/Someone named “ADA” exists already/)
  // The account's id collides, after the user's row went in.
  expect(() => people.add({ ...person('Bob', 'user'), accountId: 'account of Ada' })).toThrow()
  expect([countIn('user'), countIn('account')]).toEqual([1, 1])
})
