import { randomBytes } from 'node:crypto'
import { Secret } from '@hookwright/model'
import { makeDatabase } from '@hookwright/store/postgres/testing'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openSealer } from '../effects/seal.ts'
import { openPostgresStorage } from './postgres-database.ts'
import type { SignIn } from './sign-in.ts'
import { codeOf, cookieHeaderOf, goodPassword, openTestServer, type TestServer } from './testing.ts'

describe('two processes on one PostgreSQL database', () => {
  let server: TestServer
  let other: SignIn
  beforeEach(async () => {
    server = await openTestServer({ kind: 'PostgreSQL' })
    other = await server.openOther()
  })
  afterEach(async () => {
    await other.close()
    await server.close()
  })

  test('print the same first-admin link, which either of them accepts', async () => {
    const link = await server.now().firstAdminLink()
    expect(await other.firstAdminLink()).toBe(link)
    const ada = { code: codeOf(link), name: 'Ada Example', password: goodPassword }
    const { cookies } = await other.createFirstAdmin(ada)
    expect(await server.whoIs(cookies)).toMatchObject({ name: 'Ada Example' })
    expect(await server.now().firstAdminLink()).toBeNull()
  })

  test('end a session for both', async () => {
    const { cookies } = await server.createAdmin()
    const cookie = cookieHeaderOf(cookies)
    expect(await other.whoIs({ cookie })).toMatchObject({ role: 'admin' })
    await server.post('/api/auth/sign-out', {}, { cookie })
    expect(await other.whoIs({ cookie })).toBeNull()
  })

  test('count wrong passwords together', async () => {
    await server.createAdmin()
    const wrong = { username: 'Ada Example', password: 'a wrong password' }
    const seen = async () => (await server.post('/api/auth/sign-in/username', wrong)).status
    for (let tries = 0; tries < 3; tries += 1) expect(await seen()).toBe(401)
    await server.reopen()
    expect([await seen(), await seen(), await seen()]).toEqual([401, 401, 429])
  })

  test('know of each other’s members at the next look, and tell who waits for the end of a session', async () => {
    const { person: ada } = await server.createAdmin()
    const bob = await server
      .now()
      .addPerson({ name: 'Bob Example', password: goodPassword, role: 'maker', by: ada.id })
    expect(other.roleOf(bob.id)).toBeNull()
    server.look()
    await expect.poll(() => other.roleOf(bob.id)).toBe('maker')
    expect(other.nameOf(bob.id)).toBe('Bob Example')
    expect(server.changed).toContain(bob.id)

    const { cookies } = await server.post('/api/auth/sign-in/username', {
      username: 'Bob Example',
      password: goodPassword
    })
    const ended = other.untilAnother({ cookie: cookieHeaderOf(cookies) }, new AbortController().signal)
    await server.now().setPassword({ personId: bob.id, password: 'crater lantern mosaic', by: ada.id })
    server.look()
    expect(await ended).toBe('signed-out')
  })
})

test('a process with another encryption key does not start', async () => {
  const url = await makeDatabase()
  const sealerOf = (key: string) =>
    openSealer({
      dataFolder: '/nowhere',
      secretKey: new Secret(key.repeat(32)),
      secretKeyFile: null,
      hasSealed: async () => false,
      randomBytes
    })
  const open = async (key: string) =>
    openPostgresStorage({ url, clock: Date.now, sealer: await sealerOf(key) })
  const first = await open('a')
  await expect(open('b')).rejects.toMatchObject({ code: 'seal.key-wrong' })
  const second = await open('a')
  await Promise.all([first.database.close(), second.database.close()])
})

test('tables of a newer Hookwright are refused and left alone', async () => {
  const url = await makeDatabase()
  const sealer = {
    seal: (text: string) => Buffer.from(text),
    open: (sealed: Uint8Array) => Buffer.from(sealed).toString(),
    cookieKey: new Secret('k'.repeat(32))
  }
  const first = await openPostgresStorage({ url, clock: Date.now, sealer })
  await first.database.ask('UPDATE {version} SET version = 99')
  await first.database.close()
  await expect(openPostgresStorage({ url, clock: Date.now, sealer })).rejects.toMatchObject({
    code: 'storage.newer'
  })
})
