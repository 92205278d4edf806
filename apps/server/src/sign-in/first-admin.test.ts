import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { codeOf, goodPassword, openTestServer, type TestServer } from './testing.ts'

let server: TestServer
beforeEach(async () => {
  server = await openTestServer()
})
afterEach(() => server.close())

const people = () => {
  const db = new Database(join(server.dataFolder, 'auth.db'), { readonly: true })
  try {
    return db.prepare<[], { name: string; role: string }>('SELECT name, role FROM user').all()
  } finally {
    db.close()
  }
}

const params = (code: string, name = 'Ada Example') => ({ code, name, password: goodPassword })

test('the link leads to a page of the public URL with a code of 256 bits that no server log sees', () => {
  const link = new URL(server.now().firstAdminLink() ?? '')
  expect(link.origin).toBe(server.publicUrl)
  expect(link.pathname).toBe('/first-admin')
  expect(link.hash).toMatch(/^#[\w-]{43}$/)
})

test('the first admin is made by the link and is signed in', async () => {
  const { person, cookies } = await server.createAdmin()
  expect(person).toEqual({ id: expect.any(String), name: 'Ada Example', role: 'admin' })
  expect(await server.whoIs(cookies)).toEqual(person)
  expect(server.now().firstAdminLink()).toBeNull()
})

test('a wrong code makes nobody', async () => {
  await expect(server.now().createFirstAdmin(params('guessed'))).rejects.toMatchObject({
    code: 'first-admin.wrong-code'
  })
  expect(people()).toEqual([])
})

test('200 set-ups at once make exactly one admin', async () => {
  const code = codeOf(server.now().firstAdminLink())
  const ends = await Promise.allSettled(
    Array.from({ length: 200 }, (_, n) => server.now().createFirstAdmin(params(code, `Ada ${n}`)))
  )
  const refused = ends.filter(end => end.status === 'rejected').map(end => end.reason.code)
  expect(refused).toEqual(Array.from({ length: 199 }, () => 'first-admin.exists'))
  expect(people()).toEqual([{ name: expect.stringMatching(/^Ada \d+$/), role: 'admin' }])
})

test('a used code is useless, now and after a restart', async () => {
  const code = codeOf(server.now().firstAdminLink())
  await server.now().createFirstAdmin(params(code))
  await expect(server.now().createFirstAdmin(params(code, 'Eve'))).rejects.toMatchObject({
    code: 'first-admin.exists'
  })
  const again = await server.reopen()
  expect(again.firstAdminLink()).toBeNull()
  await expect(again.createFirstAdmin(params(code, 'Eve'))).rejects.toMatchObject({
    code: 'first-admin.exists'
  })
  expect(people()).toHaveLength(1)
})

test('an unused code is useless after a restart, which prints a new one', async () => {
  const old = codeOf(server.now().firstAdminLink())
  const again = await server.reopen()
  expect(codeOf(again.firstAdminLink())).not.toBe(old)
  await expect(again.createFirstAdmin(params(old))).rejects.toMatchObject({ code: 'first-admin.wrong-code' })
})

test('a weak password or an unfit name makes nobody and leaves the link as it is', async () => {
  const link = server.now().firstAdminLink()
  const code = codeOf(link)
  const tryWith = (wrong: { name?: string; password?: string }) =>
    server.now().createFirstAdmin({ ...params(code), ...wrong })
  await expect(tryWith({ password: 'short' })).rejects.toMatchObject({ code: 'password.too-short' })
  await expect(tryWith({ password: 'Password123456' })).rejects.toMatchObject({ code: 'password.too-common' })
  await expect(tryWith({ name: '   ' })).rejects.toMatchObject({ code: 'person.name-unfit' })
  expect(people()).toEqual([])
  expect(server.now().firstAdminLink()).toBe(link)
})
