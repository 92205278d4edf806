import { MINUTE } from '@hookwright/model'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { cookieHeaderOf, goodPassword, openTestServer, type TestServer } from './testing.ts'

let server: TestServer
let address = '198.51.100.1'
beforeEach(async () => {
  address = '198.51.100.1'
  server = await openTestServer({ addressOf: () => address })
  await server.createAdmin('Ada Example')
})
afterEach(() => server.close())

const tryAs = (username: string, password: string) =>
  server.post('/api/auth/sign-in/username', { username, password })

// review: security M1
test('five of 12 concurrent wrong tries are checked; then even the right password waits 15 minutes at that address, and at no other', async () => {
  const seen = await Promise.all(Array.from({ length: 12 }, () => tryAs('Ada Example', 'a wrong password')))
  expect(seen.filter(one => one.status === 401)).toHaveLength(5)
  expect(seen.filter(one => one.body.error?.code === 'sign-in.too-many-tries')).toHaveLength(7)

  const right = await tryAs('ada example', goodPassword)
  expect(right.status).toBe(429)
  expect(right.body.error?.message).toMatch(/Wait 15 minutes/)
  expect(Number(right.headers.get('retry-after'))).toBeGreaterThan(14 * 60)

  address = '203.0.113.9'
  expect((await tryAs('ada example', goodPassword)).status).toBe(200)

  address = '198.51.100.1'
  server.passTime(15 * MINUTE)
  expect((await tryAs('Ada Example', goodPassword)).status).toBe(200)
})

// review: security M1
test('wrong tries at the same address, or behind the same proxy, lock no member out of a browser that knows them', async () => {
  const { cookies } = await tryAs('Ada Example', goodPassword)
  const asAda = (username: string, password: string) =>
    server.post('/api/auth/sign-in/username', { username, password }, { cookie: cookieHeaderOf(cookies) })
  for (const at of ['198.51.100.1', '127.0.0.1']) {
    address = at
    for (let n = 0; n < 6; n += 1) await tryAs('Ada Example', 'a wrong password')
    expect((await tryAs('Ada Example', goodPassword)).status).toBe(429)
    expect((await asAda('ada example', goodPassword)).status).toBe(200)
  }
})

test('a browser that knows a member has no more tries than others, and none for other members', async () => {
  const { cookies } = await tryAs('Ada Example', goodPassword)
  const from = (username: string) =>
    server.post(
      '/api/auth/sign-in/username',
      { username, password: 'a wrong password' },
      { cookie: cookieHeaderOf(cookies) }
    )
  const statuses: number[] = []
  for (let n = 0; n < 6; n += 1) statuses.push((await from('Ada Example')).status)
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429])
  for (let n = 0; n < 6; n += 1) await tryAs('Nobody', 'a wrong password')
  expect((await from('Nobody')).status).toBe(429)
})

test('an unknown name is throttled like a known one', async () => {
  const statuses: number[] = []
  for (let n = 0; n < 6; n += 1) statuses.push((await tryAs('Nobody', 'a wrong password')).status)
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429])
})

test('a sign-in resets the count of wrong tries', async () => {
  for (let round = 0; round < 2; round += 1) {
    for (let n = 0; n < 4; n += 1) expect((await tryAs('Ada Example', 'a wrong password')).status).toBe(401)
    expect((await tryAs('Ada Example', goodPassword)).status).toBe(200)
  }
})

// review: security M1
test('thirty wrong tries from an address that may be a proxy block nobody else there', async () => {
  address = '127.0.0.1'
  await Promise.all(Array.from({ length: 31 }, (_, n) => tryAs(`Nobody ${n}`, 'a wrong password')))
  expect((await tryAs('Ada Example', goodPassword)).status).toBe(200)
})
