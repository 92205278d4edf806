import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { HOUR, MINUTE } from '@hookwright/model'
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Beginning, keepBeginning } from '../testing/beginning.ts'
import { openAuthFile } from './auth-file.ts'
import { cookieHeaderOf, goodPassword, openTestServer, otherCookieKey, type TestServer } from './testing.ts'

// Every test hashes passwords; a busy machine takes its time.
vi.setConfig({ testTimeout: 120_000 })

const signInPath = '/api/auth/sign-in/username'
const ada = { username: 'Ada Example', password: goodPassword }

/** Initial data of every test, created once. Creating the tables and hashing a password takes longer than most tests. */
let beginning: Beginning
let server: TestServer
let adminId: string
beforeAll(async () => {
  const first = await openTestServer()
  const { person, cookies } = await first.createAdmin('Ada Example')
  adminId = person.id
  first.now().close()
  beginning = keepBeginning(first.dataFolder, cookieHeaderOf(cookies))
  await first.close()
})
beforeEach(async () => {
  server = await openTestServer({ beginning })
})
afterEach(() => server.close())

describe('signing in and out', () => {
  test('name and password give a session whose cookie tells who it is', async () => {
    const seen = await server.post(signInPath, ada)
    expect(seen.status).toBe(200)
    expect(seen.body.person).toEqual({ id: expect.any(String), name: 'Ada Example', role: 'admin' })
    expect(await server.whoIs(seen.cookies)).toEqual(seen.body.person)
  })

  test('spelling of the name in other case or with more spaces is the same name', async () => {
    expect((await server.post(signInPath, { ...ada, username: ' ada  EXAMPLE ' })).status).toBe(200)
  })

  test('signing out ends the session and tells the browser to forget the cookie', async () => {
    const { cookies } = await server.post(signInPath, ada)
    const out = await server.post('/api/auth/sign-out', {}, { cookie: cookieHeaderOf(cookies) })
    expect(out).toMatchObject({ status: 200, body: { person: null } })
    expect(out.cookies.find(cookie => cookie.startsWith('hookwright_session='))).toMatch(/Max-Age=0/)
    expect(await server.whoIs(cookies)).toBeNull()
  })

  test('signing out tells at once those who wait for the end of the session', async () => {
    const { cookies } = await server.post(signInPath, ada)
    const cookie = cookieHeaderOf(cookies)
    const ended = server.now().untilAnother({ cookie }, new AbortController().signal)
    await server.post('/api/auth/sign-out', {}, { cookie })
    // Timers never go off here.
    expect(await ended).toBe('signed-out')
  })

  test('signing in again gives another session and ends the one before', async () => {
    const first = await server.post(signInPath, ada)
    const second = await server.post(signInPath, ada, { cookie: cookieHeaderOf(first.cookies) })
    expect(cookieHeaderOf(second.cookies)).not.toBe(cookieHeaderOf(first.cookies))
    expect(await server.whoIs(first.cookies)).toBeNull()
    expect(await server.whoIs(second.cookies)).not.toBeNull()
  })

  test('who is removed while their password is looked at is not signed in, like anybody who is not a member', async () => {
    await server.now().addPerson({ name: 'Bob Example', password: goodPassword, role: 'viewer', by: adminId })
    const db = openAuthFile(server.dataFolder)
    db.exec("CREATE TRIGGER gone BEFORE INSERT ON session BEGIN DELETE FROM user WHERE role = 'viewer'; END")
    db.close()
    const seen = await server.post(signInPath, { username: 'Bob Example', password: goodPassword })
    expect(seen).toMatchObject({ status: 401, body: { error: { code: 'sign-in.wrong' } }, cookies: [] })
  })

  test('who is no admin any more when the password is hashed adds nobody', async () => {
    const add = (name: string, by: string) =>
      server.now().addPerson({ name, password: goodPassword, role: 'admin', by })
    const { id: personId } = await add('Bob Example', adminId)
    const beforeOtherRole = add('Cleo Example', personId)
    server.now().setRole({ personId, role: 'maker' })
    await expect(beforeOtherRole).rejects.toMatchObject({ code: 'permission.denied' })
    server.now().setRole({ personId, role: 'admin' })
    const beforeRemoved = add('Dan Example', personId)
    server.now().removePerson({ personId, by: adminId })
    await expect(beforeRemoved).rejects.toMatchObject({ code: 'sign-in.needed' })
    expect(server.now().list()).toHaveLength(1)
  })

  test('who is no admin any more when the password is hashed gives nobody a new one', async () => {
    const { id: personId } = await server
      .now()
      .addPerson({ name: 'Bob Example', password: goodPassword, role: 'admin', by: adminId })
    const params = server
      .now()
      .setPassword({ personId: adminId, password: 'crater lantern mosaic', by: personId })
    server.now().removePerson({ personId, by: adminId })
    await expect(params).rejects.toMatchObject({ code: 'sign-in.needed' })
    const seen = await server.post(signInPath, { username: 'Ada Example', password: goodPassword })
    expect(seen).toMatchObject({ status: 200 })
  })

  test('who is removed or given another password while their own new one is hashed changes nothing', async () => {
    const { id: personId } = await server
      .now()
      .addPerson({ name: 'Bob Example', password: goodPassword, role: 'viewer', by: adminId })
    const bob = await server.post(signInPath, { username: 'Bob Example', password: goodPassword })
    const request = new IncomingMessage(new Socket())
    request.headers.cookie = cookieHeaderOf(bob.cookies)
    const change = () =>
      server.now().changeOwnPassword({
        request,
        currentPassword: goodPassword,
        newPassword: 'crater lantern mosaic'
      })
    const db = openAuthFile(server.dataFolder)
    const hashOfBob = db.prepare('SELECT password FROM account WHERE userId = ?').pluck()
    const give = db.prepare('UPDATE account SET password = ? WHERE userId = ?')
    const before = hashOfBob.get(personId)

    const overtaken = change()
    give.run('salt:new', personId)
    await expect(overtaken).rejects.toMatchObject({ code: 'password.wrong' })
    expect(hashOfBob.get(personId)).toBe('salt:new')
    expect(await server.whoIs(bob.cookies)).not.toBeNull()
    give.run(before, personId)
    db.close()

    const left = change()
    server.now().removePerson({ personId, by: adminId })
    await expect(left).rejects.toMatchObject({ code: 'sign-in.needed' })
  })

  test('who is given another password while the old one is looked at is not signed in with that', async () => {
    await server.now().addPerson({ name: 'Bob Example', password: goodPassword, role: 'viewer', by: adminId })
    const db = openAuthFile(server.dataFolder)
    db.exec(
      "CREATE TRIGGER anew BEFORE INSERT ON session BEGIN UPDATE account SET password = 'salt:new'; END"
    )
    db.close()
    const seen = await server.post(signInPath, { username: 'Bob Example', password: goodPassword })
    expect(seen).toMatchObject({ status: 401, body: { error: { code: 'sign-in.wrong' } }, cookies: [] })
    const left = openAuthFile(server.dataFolder)
    const ofBob = "SELECT count(*) FROM session JOIN user ON user.id = userId WHERE username = 'bob example'"
    expect(left.prepare(ofBob).pluck().get()).toBe(0)
    left.close()
  })

  test('an added person signs in with the role that was given', async () => {
    const bob = await server
      .now()
      .addPerson({ name: 'Bob Example', password: goodPassword, role: 'viewer', by: adminId })
    const seen = await server.post(signInPath, { username: 'Bob Example', password: goodPassword })
    expect(seen.body.person).toEqual({ id: bob.id, name: 'Bob Example', role: 'viewer' })
  })

  test('a name that is taken in another spelling is refused', async () => {
    await expect(
      server.now().addPerson({ name: 'ADA example', password: goodPassword, role: 'user', by: adminId })
    ).rejects.toMatchObject({ code: 'person.name-taken' })
  })
})

describe('what is refused', () => {
  test('an unknown name is answered exactly as a wrong password', async () => {
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

  test('means nothing under another cookie key', async () => {
    const { cookies } = await server.post(signInPath, ada)
    await server.reopen(otherCookieKey)
    expect(await server.whoIs(cookies)).toBeNull()
  })

  test('is signed with the key that was given, whatever the environment says', async () => {
    vi.stubEnv('BETTER_AUTH_SECRETS', `7:${otherCookieKey}`)
    vi.stubEnv('BETTER_AUTH_SECRET', otherCookieKey)
    try {
      await server.reopen()
      expect(await server.whoIs((await server.post(signInPath, ada)).cookies)).not.toBeNull()
    } finally {
      vi.unstubAllEnvs()
    }
  })

  test('is not opened by its token alone or by a forged signature', async () => {
    const { cookies } = await server.post(signInPath, ada)
    const [name = '', value = ''] = cookieHeaderOf(cookies).split('=')
    const token = decodeURIComponent(value).split('.')[0]
    for (const forged of [token, `${token}.`, `${token}.${'A'.repeat(43)}=`, `${value}x`, '%']) {
      expect(await server.now().whoIs({ cookie: `${name}=${forged}` })).toBeNull()
    }
    expect(await server.now().whoIs({ cookie: `other=1; ${name}=${value}` })).not.toBeNull()
  })

  test('ends after 8 hours without use, and use carries it on', async () => {
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

  test('ends after 7 days, however much it is used', async () => {
    const { cookies } = await server.post(signInPath, ada)
    for (let hours = 6; hours < 7 * 24; hours += 6) {
      server.passTime(6 * HOUR)
      expect(await server.whoIs(cookies)).not.toBeNull()
    }
    server.passTime(6 * HOUR + MINUTE)
    expect(await server.whoIs(cookies)).toBeNull()
  })
})
