import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { HOUR, MINUTE } from '@hookwright/model'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { cheapPasswordHash } from '../testing/cheap-password-hash.ts'
import type { PasswordHash } from './password-rule.ts'
import {
  cookieHeaderOf,
  goodPassword,
  kinds,
  openTestServer,
  otherCookieKey,
  type TestServer
} from './testing.ts'

// Every test hashes passwords; a busy machine takes its time.
vi.setConfig({ testTimeout: 120_000 })

const signInPath = '/api/auth/sign-in/username'
const ada = { username: 'Ada Example', password: goodPassword }

/** Password hash that calls a function of the test before it hashes or verifies a password. */
interface Hashing extends PasswordHash {
  onHash: () => Promise<void>
  onVerify: () => Promise<void>
}

const createHashing = (): Hashing => {
  const hashing: Hashing = {
    onHash: async () => {},
    onVerify: async () => {},
    hash: async password => {
      await hashing.onHash()
      return cheapPasswordHash.hash(password)
    },
    verify: async tried => {
      await hashing.onVerify()
      return cheapPasswordHash.verify(tried)
    }
  }
  return hashing
}

describe.each(kinds)('with members in %s,', kind => {
  let hashing: Hashing
  let server: TestServer
  let adminId: string
  beforeEach(async () => {
    hashing = createHashing()
    server = await openTestServer({ kind, passwordHash: hashing })
    adminId = (await server.createAdmin('Ada Example')).person.id
  })
  afterEach(() => server.close())

  describe('signing in and out', () => {
    test('name and password open a session for that member', async () => {
      const seen = await server.post(signInPath, ada)
      expect(seen.status).toBe(200)
      expect(seen.body.person).toEqual({ id: expect.any(String), name: 'Ada Example', role: 'admin' })
      expect(await server.whoIs(seen.cookies)).toEqual(seen.body.person)
    })

    test('names are compared without case and extra spaces', async () => {
      expect((await server.post(signInPath, { ...ada, username: ' ada  EXAMPLE ' })).status).toBe(200)
    })

    test('signing out ends the session and deletes the cookie', async () => {
      const { cookies } = await server.post(signInPath, ada)
      const out = await server.post('/api/auth/sign-out', {}, { cookie: cookieHeaderOf(cookies) })
      expect(out).toMatchObject({ status: 200, body: { person: null } })
      expect(out.cookies.find(cookie => cookie.startsWith('hookwright_session='))).toMatch(/Max-Age=0/)
      expect(await server.whoIs(cookies)).toBeNull()
    })

    test('signing out ends a pending wait for the end of the session at once', async () => {
      const { cookies } = await server.post(signInPath, ada)
      const cookie = cookieHeaderOf(cookies)
      const ended = server.now().untilAnother({ cookie }, new AbortController().signal)
      await server.post('/api/auth/sign-out', {}, { cookie })
      // Timers never go off here.
      expect(await ended).toBe('signed-out')
    })

    test('signing in again opens another session and ends the former one', async () => {
      const first = await server.post(signInPath, ada)
      const second = await server.post(signInPath, ada, { cookie: cookieHeaderOf(first.cookies) })
      expect(cookieHeaderOf(second.cookies)).not.toBe(cookieHeaderOf(first.cookies))
      expect(await server.whoIs(first.cookies)).toBeNull()
      expect(await server.whoIs(second.cookies)).not.toBeNull()
    })

    test('a member removed during the password check is not signed in, like an unknown name', async () => {
      await server
        .now()
        .addPerson({ name: 'Bob Example', password: goodPassword, role: 'viewer', by: adminId })
      const bob = (await server.now().list()).find(({ role }) => role === 'viewer')
      hashing.onVerify = () => server.now().removePerson({ personId: bob?.id ?? '', by: adminId })
      const seen = await server.post(signInPath, { username: 'Bob Example', password: goodPassword })
      expect(seen).toMatchObject({ status: 401, body: { error: { code: 'sign-in.wrong' } }, cookies: [] })
    })

    test('an admin demoted or removed during the hashing adds nobody', async () => {
      const add = (name: string, by: string) =>
        server.now().addPerson({ name, password: goodPassword, role: 'admin', by })
      const { id: personId } = await add('Bob Example', adminId)
      hashing.onHash = () => server.now().setRole({ personId, role: 'maker' })
      await expect(add('Cleo Example', personId)).rejects.toMatchObject({ code: 'permission.denied' })
      await server.now().setRole({ personId, role: 'admin' })
      hashing.onHash = () => server.now().removePerson({ personId, by: adminId })
      await expect(add('Dan Example', personId)).rejects.toMatchObject({ code: 'sign-in.needed' })
      expect(await server.now().list()).toHaveLength(1)
    })

    test('an admin removed during the hashing sets no password', async () => {
      const { id: personId } = await server
        .now()
        .addPerson({ name: 'Bob Example', password: goodPassword, role: 'admin', by: adminId })
      hashing.onHash = () => server.now().removePerson({ personId, by: adminId })
      await expect(
        server.now().setPassword({ personId: adminId, password: 'crater lantern mosaic', by: personId })
      ).rejects.toMatchObject({ code: 'sign-in.needed' })
      const seen = await server.post(signInPath, { username: 'Ada Example', password: goodPassword })
      expect(seen).toMatchObject({ status: 200 })
    })

    test('a member removed or given another password during the hashing of their own changes nothing', async () => {
      const { id: personId } = await server
        .now()
        .addPerson({ name: 'Bob Example', password: goodPassword, role: 'viewer', by: adminId })
      const bob = await server.post(signInPath, { username: 'Bob Example', password: goodPassword })
      const request = new IncomingMessage(new Socket())
      request.headers.cookie = cookieHeaderOf(bob.cookies)
      const change = (currentPassword = goodPassword) =>
        server.now().changeOwnPassword({ request, currentPassword, newPassword: 'crater lantern mosaic' })
      const give = (password: string) => server.now().setPassword({ personId, password, by: adminId })

      hashing.onHash = async () => {
        hashing.onHash = async () => {}
        await give('beacon marble thicket')
      }
      // With the password, their sessions have ended.
      await expect(change()).rejects.toMatchObject({ code: 'sign-in.needed' })
      const anew = { username: 'Bob Example', password: 'beacon marble thicket' }
      const again = await server.post(signInPath, anew)
      expect(again.status).toBe(200)

      request.headers.cookie = cookieHeaderOf(again.cookies)
      hashing.onHash = () => server.now().removePerson({ personId, by: adminId })
      await expect(change('beacon marble thicket')).rejects.toMatchObject({ code: 'sign-in.needed' })
    })

    test('a member given another password during the check of the old one is not signed in', async () => {
      const { id: personId } = await server
        .now()
        .addPerson({ name: 'Bob Example', password: goodPassword, role: 'viewer', by: adminId })
      hashing.onVerify = () =>
        server.now().setPassword({ personId, password: 'beacon marble thicket', by: adminId })
      const seen = await server.post(signInPath, { username: 'Bob Example', password: goodPassword })
      expect(seen).toMatchObject({ status: 401, body: { error: { code: 'sign-in.wrong' } }, cookies: [] })
      expect(await server.sessionsOf(personId)).toBe(0)
    })

    test('an added member signs in with the given role', async () => {
      const bob = await server
        .now()
        .addPerson({ name: 'Bob Example', password: goodPassword, role: 'viewer', by: adminId })
      const seen = await server.post(signInPath, { username: 'Bob Example', password: goodPassword })
      expect(seen.body.person).toEqual({ id: bob.id, name: 'Bob Example', role: 'viewer' })
    })

    test('a taken name in another spelling is refused', async () => {
      await expect(
        server.now().addPerson({ name: 'ADA example', password: goodPassword, role: 'user', by: adminId })
      ).rejects.toMatchObject({ code: 'person.name-taken' })
    })
  })

  describe('a refused request', () => {
    test('for an unknown name is answered exactly like a wrong password', async () => {
      const wrong = await server.post(signInPath, { ...ada, password: 'not the password at all' })
      const unknown = await server.post(signInPath, { ...ada, username: 'Nobody' })
      const impossible = await server.post(signInPath, { ...ada, username: 'x'.repeat(500) })
      expect(wrong).toMatchObject({ status: 401, body: { error: { code: 'sign-in.wrong' } }, cookies: [] })
      for (const seen of [unknown, impossible]) {
        expect({ status: seen.status, body: seen.body }).toEqual({ status: wrong.status, body: wrong.body })
      }
    })

    test.each([
      '/api/auth/sign-up/email',
      '/api/auth/sign-in/email',
      '/api/auth/update-user',
      '/api/auth/is-username-available',
      '/api/auth/change-password',
      '/api/auth/..%2fauth/sign-up/email'
    ])('%s is closed', async path => {
      const seen = await server.post(path, {
        name: 'Eve',
        email: 'eve@example.com',
        username: 'Eve',
        password: goodPassword,
        role: 'admin'
      })
      expect(seen).toMatchObject({ status: 404, body: { error: { code: 'sign-in.closed' } } })
      expect((await server.post(signInPath, { username: 'Eve', password: goodPassword })).status).toBe(401)
    })

    test.each([
      ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 'username=a&password=b'],
      ['text', { 'content-type': 'text/plain' }, JSON.stringify(ada)],
      ['no JSON', {}, '{'],
      ['another shape', {}, JSON.stringify({ username: ['Ada Example'], password: goodPassword })],
      ['too large a body', {}, JSON.stringify({ ...ada, more: 'x'.repeat(20_000) })]
    ])('%s is not read', async (_, headers, body) => {
      expect(await server.post(signInPath, body, headers)).toMatchObject({
        status: 400,
        body: { error: { code: 'sign-in.unreadable' } }
      })
    })

    test.each([
      ['another site', { origin: 'https://evil.example' }],
      ['a sandboxed page', { origin: 'null' }],
      ['another port of this machine', { origin: 'http://127.0.0.1:1' }]
    ])('a request from %s is refused, signing out too', async (_, headers) => {
      const { cookies } = await server.post(signInPath, ada)
      const out = await server.post('/api/auth/sign-out', {}, { cookie: cookieHeaderOf(cookies), ...headers })
      expect(out).toMatchObject({ status: 403, body: { error: { code: 'origin.refused' } } })
      expect((await server.post(signInPath, ada, headers)).status).toBe(403)
      expect(await server.whoIs(cookies)).not.toBeNull()
    })

    test('a page on localhost at the same port may sign in', async () => {
      const origin = server.publicUrl.replace('127.0.0.1', 'localhost')
      expect((await server.post(signInPath, ada, { origin })).status).toBe(200)
    })
  })

  describe('a session', () => {
    test('outlives a restart', async () => {
      const { cookies } = await server.post(signInPath, ada)
      await server.reopen()
      expect(await server.whoIs(cookies)).toMatchObject({ name: 'Ada Example' })
    })

    test('is invalid under another cookie key', async () => {
      const { cookies } = await server.post(signInPath, ada)
      await server.reopen(otherCookieKey)
      expect(await server.whoIs(cookies)).toBeNull()
    })

    test('is signed with the given key, not with one from the environment', async () => {
      vi.stubEnv('BETTER_AUTH_SECRETS', `7:${otherCookieKey}`)
      vi.stubEnv('BETTER_AUTH_SECRET', otherCookieKey)
      try {
        await server.reopen()
        expect(await server.whoIs((await server.post(signInPath, ada)).cookies)).not.toBeNull()
      } finally {
        vi.unstubAllEnvs()
      }
    })

    test('is not accepted with its token alone or with a forged signature', async () => {
      const { cookies } = await server.post(signInPath, ada)
      const [name = '', value = ''] = cookieHeaderOf(cookies.slice(0, 1)).split('=')
      const token = decodeURIComponent(value).split('.')[0]
      for (const forged of [token, `${token}.`, `${token}.${'A'.repeat(43)}=`, `${value}x`, '%']) {
        expect(await server.now().whoIs({ cookie: `${name}=${forged}` })).toBeNull()
      }
      expect(await server.now().whoIs({ cookie: `other=1; ${name}=${value}` })).not.toBeNull()
    })

    test('ends after 8 hours without use, and each use extends it', async () => {
      const { cookies } = await server.post(signInPath, ada)
      server.passTime(7 * HOUR)
      expect(await server.whoIs(cookies)).not.toBeNull()
      server.passTime(7 * HOUR)
      expect(await server.whoIs(cookies)).not.toBeNull()
      server.passTime(8 * HOUR + MINUTE)
      expect(await server.whoIs(cookies)).toBeNull()
      server.passTime(-22 * HOUR)
      expect(await server.whoIs(cookies)).toBeNull()
    })

    test('ends after 7 days, even when used', async () => {
      const { cookies } = await server.post(signInPath, ada)
      for (let hours = 6; hours < 7 * 24; hours += 6) {
        server.passTime(6 * HOUR)
        expect(await server.whoIs(cookies)).not.toBeNull()
      }
      server.passTime(6 * HOUR + MINUTE)
      expect(await server.whoIs(cookies)).toBeNull()
    })
  })
})
