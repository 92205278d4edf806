import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type AuthFile, openAuthFile } from './auth-file.ts'
import { openPeople } from './people.ts'
import { roles } from './person.ts'

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

const countIn = (table: 'user' | 'account' | 'session') =>
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
  expect(() => openPeople(db).addFirstAdmin(person('Bob', 'admin'))).toThrow(/already has an admin/)
  expect(countIn('user')).toBe(1)
  other.close()
})

test('what cannot be written whole is not written at all', () => {
  const people = openPeople(db)
  people.add(person('Ada', 'admin'))
  expect(() => people.add({ ...person('ADA', 'user') })).toThrow(/A member named “ADA” already exists/)
  // The account's id collides, after the user's row went in.
  expect(() => people.add({ ...person('Bob', 'user'), accountId: 'account of Ada' })).toThrow()
  expect([countIn('user'), countIn('account')]).toEqual([1, 1])
})

test('all are listed by name with the time since when, also of someone whose role was another one', () => {
  const people = openPeople(db)
  for (const [at, name] of ['uma', 'Ada', 'Bob'].entries()) people.add({ ...person(name, 'user'), at })
  people.setRole({ personId: 'id of Bob', role: 'maker', at: 9 })
  expect(people.list().map(({ name, role, addedAt }) => [name, role, addedAt])).toEqual([
    ['Ada', 'user', 1],
    ['Bob', 'maker', 2],
    ['uma', 'user', 0]
  ])
})

describe('the last admin', () => {
  test('can neither be removed nor be given a lesser role, not even by themself', () => {
    const people = openPeople(db)
    people.add(person('Ada', 'admin'))
    people.add(person('Uma', 'user'))
    const refused = expect.objectContaining({ code: 'person.last-admin', details: { name: 'Ada' } })
    const demote = () => people.setRole({ personId: 'id of Ada', role: 'maker', at: 2 })
    expect(demote).toThrow(refused)
    for (const by of ['id of Ada', 'id of Uma']) {
      expect(() => people.mustBeRemovable({ personId: 'id of Ada', by })).toThrow(refused)
      expect(() => people.remove({ personId: 'id of Ada', by })).toThrow(refused)
    }
    expect(people.hasAdmin()).toBe(true)
    people.setRole({ personId: 'id of Ada', role: 'admin', at: 2 })
    people.setRole({ personId: 'id of Uma', role: 'admin', at: 2 })
    demote()
    expect(people.list().map(({ role }) => role)).toEqual(['maker', 'admin'])
  })

  test('is told apart by what another connection did meanwhile', () => {
    const other = openAuthFile(folder)
    const people = openPeople(db)
    people.add(person('Ada', 'admin'))
    people.add(person('Bob', 'admin'))
    openPeople(other).remove({ personId: 'id of Ada', by: 'id of Bob' })
    expect(() => people.remove({ personId: 'id of Bob', by: 'id of Ada' })).toThrow(/Only “Bob” is an admin/)
    other.close()
  })
})

test('nobody removes themself, also with another admin beside', () => {
  const people = openPeople(db)
  people.add(person('Ada', 'admin'))
  people.add(person('Bob', 'admin'))
  expect(() => people.remove({ personId: 'id of Ada', by: 'id of Ada' })).toThrow(
    expect.objectContaining({ code: 'person.yourself' })
  )
  expect(people.list()).toHaveLength(2)
})

test('who is removed is gone with account and sessions, and frees the name', () => {
  const people = openPeople(db)
  people.add(person('Ada', 'admin'))
  people.add(person('Uma', 'user'))
  db.exec(`INSERT INTO session (id, expiresAt, token, createdAt, updatedAt, userId)
           VALUES ('s', 9, 'token', 1, 1, 'id of Uma')`)
  people.mustBeRemovable({ personId: 'id of Uma', by: 'id of Ada' })
  expect(people.nameOf('id of Uma')).toBe('Uma')
  people.remove({ personId: 'id of Uma', by: 'id of Ada' })
  expect([countIn('user'), countIn('account'), countIn('session')]).toEqual([1, 1, 0])
  people.add({ ...person('Uma', 'user'), id: 'another id' })
  expect(people.nameOf('id of Uma')).toBeNull()
})

test('a new hash takes the place of the old one and ends the sessions of that person alone', () => {
  const people = openPeople(db)
  people.add(person('Ada', 'admin'))
  people.add(person('Uma', 'user'))
  db.exec(`INSERT INTO session (id, expiresAt, token, createdAt, updatedAt, userId) VALUES
           ('s', 9, 'token of Uma', 1, 1, 'id of Uma'), ('t', 9, 'token of Ada', 1, 1, 'id of Ada')`)
  people.setPassword({ personId: 'id of Uma', passwordHash: 'salt:new', at: 2 })
  const hashes = db.prepare('SELECT userId, password FROM account ORDER BY userId').raw().all()
  expect(hashes).toEqual([
    ['id of Ada', 'salt:hash'],
    ['id of Uma', 'salt:new']
  ])
  expect(db.prepare('SELECT token FROM session').pluck().all()).toEqual(['token of Ada'])
})

test('one’s own new password takes the place of the one that was looked at, and the session it is changed in goes on', () => {
  const people = openPeople(db)
  people.add(person('Ada', 'admin'))
  people.add(person('Uma', 'user'))
  db.exec(`INSERT INTO session (id, expiresAt, token, createdAt, updatedAt, userId) VALUES
           ('s', 9, 'token of Uma', 1, 1, 'id of Uma'), ('u', 9, 'other of Uma', 1, 1, 'id of Uma'),
           ('t', 9, 'token of Ada', 1, 1, 'id of Ada')`)
  const change = { personId: 'id of Uma', before: 'salt:hash', goesOn: 'token of Uma', at: 2 }
  people.changePassword({ ...change, passwordHash: 'salt:new' })
  expect(db.prepare('SELECT token FROM session ORDER BY token').pluck().all()).toEqual([
    'token of Ada',
    'token of Uma'
  ])
  // The one that was looked at is not theirs any more.
  expect(() => people.changePassword({ ...change, passwordHash: 'salt:late' })).toThrow(
    expect.objectContaining({ code: 'password.wrong' })
  )
  expect([people.passwordHashOf('ada'), people.passwordHashOf('uma')]).toEqual(['salt:hash', 'salt:new'])
})

test('someone who is gone is neither removed nor given a role or a password', () => {
  const people = openPeople(db)
  people.add(person('Ada', 'admin'))
  const gone = expect.objectContaining({ code: 'person.gone' })
  for (const role of roles) expect(() => people.setRole({ personId: 'none', role, at: 2 })).toThrow(gone)
  expect(() => people.setPassword({ personId: 'none', passwordHash: 'salt:new', at: 2 })).toThrow(gone)
  expect(() => people.remove({ personId: 'none', by: 'id of Ada' })).toThrow(gone)
})
