import { type CodeGrant, Fault, HOUR, literal } from '@hookwright/model'
import { expect, test } from 'vitest'
import { ask, openService, signal } from '../testing/token-service.ts'

test('a connection without a sign-in says that it has none', async () => {
  const { start } = openService()
  await expect(start().connect()(ask, signal)).rejects.toMatchObject({ code: 'connection.sign-in-needed' })
})

test('50 requests with an expired token refresh it once, also after a restart', async () => {
  const service = openService()
  const before = service.start()
  await service.signIn(before)
  expect((await before.connect()(ask, signal)).status).toBe(200)
  service.move(2 * HOUR)
  const client = service.start().connect()
  const answers = await Promise.all(Array.from({ length: 50 }, () => client(ask, signal)))
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
  expect(service.requests.map(body => Object.fromEntries(body))).toEqual([
    {
      grant_type: 'refresh_token',
      refresh_token: 'refresh-1',
      audience: 'people',
      ...{ client_id: 'me', client_secret: 's3cr3t' }
    }
  ])
  expect(service.row.refreshBegan).toBeNull()
})

test.each<[string, Partial<CodeGrant>]>([
  ['entered', {}],
  ['found', { client: { ownership: 'found', resource: literal('') } }]
])(
  'two processes refresh a token once, although each refresh token is good for one use: %s',
  async (_, change) => {
    const service = openService(change)
    service.share()
    const parts = [service.start(), service.start()]
    await service.signIn(parts[0] ?? service.start())
    service.rotate()
    const clients = parts.map(part => part.connect())
    const askAll = () =>
      Promise.all(clients.flatMap(client => Array.from({ length: 25 }, () => client(ask, signal))))
    for (let times = 1; times <= 3; times += 1) {
      expect((await askAll()).every(({ status }) => status === 200)).toBe(true)
      service.move(2 * HOUR)
      expect((await askAll()).every(({ status }) => status === 200)).toBe(true)
      expect(service.requests).toHaveLength(times)
    }
  }
)

test('a sign-in in another process is not lost with the tokens that it replaced', async () => {
  const service = openService()
  service.share()
  const [one, other] = [service.start(), service.start()]
  await service.signIn(one)
  const client = other.connect()
  expect((await client(ask, signal)).status).toBe(200)
  service.move(2 * HOUR)
  let refuse = (): void => {}
  const begun = new Promise<void>(begin => {
    service.answerWith(() => {
      begin()
      return new Promise(resolve => {
        refuse = () => resolve({ status: 400, body: '{"error":"invalid_grant"}' })
      })
    })
  })
  const asked = client(ask, signal)
  await begun
  service.move(1)
  await service.signIn(one)
  refuse()
  expect((await asked).status).toBe(200)

  service.revoke()
  service.move(60_000)
  await service.signIn(one, { refresh: null })
  other.authorizations.reread('c1')
  expect((await client(ask, signal)).status).toBe(200)
  service.revoke()
  service.move(60_000)
  await service.signIn(one, { refresh: null })
  const statuses: number[] = []
  for (let time = 0; time < 3; time++) statuses.push((await client(ask, signal)).status)
  expect(statuses).toEqual([401, 401, 200])
  expect(service.row.authorization).toMatchObject({ is: 'signed-in' })
  expect(service.alerts).toEqual([])
})

test('after a sign-out in another process the token is not used any more', async () => {
  const service = openService()
  const [one, other] = [service.start(), service.start()]
  await service.signIn(one)
  const client = other.connect()
  expect((await client(ask, signal)).status).toBe(200)
  service.reseal()
  other.authorizations.reread('c1')
  await expect(client(ask, signal)).rejects.toMatchObject({ code: 'connection.sign-in-needed' })
})

test('a refused token is refreshed once, also when the service rotates the refresh token', async () => {
  const service = openService()
  const now = service.start()
  await service.signIn(now)
  service.rotate()
  service.move(60_000)
  service.answerWith(null)
  const client = now.connect()
  for (let time = 0; time < 3; time++) {
    service.move(2 * HOUR)
    expect((await client(ask, signal)).status).toBe(200)
  }
  expect(service.requests.map(body => body.get('refresh_token'))).toEqual([
    'refresh-1',
    'refresh-2',
    'refresh-3'
  ])
})

test('a refused refresh token loses the authorization once, with an alert, and a sign-in restores it', async () => {
  const service = openService()
  const now = service.start()
  await service.signIn(now)
  service.move(2 * HOUR)
  service.revoke()
  const client = now.connect()
  for (let time = 0; time < 3; time++) {
    await expect(client(ask, signal)).rejects.toMatchObject({
      code: 'connection.authorization-lost',
      details: { why: 'The service refused the refresh token. It answered invalid_grant.' }
    })
  }
  expect(service.requests).toHaveLength(1)
  expect(service.alerts).toMatchObject([{ about: { why: 'The service refused the refresh token.' } }])
  expect(service.row).toMatchObject({ tokenSealed: null, authorization: { is: 'lost' } })
  await service.signIn(now)
  expect((await client(ask, signal)).status).toBe(200)
})

test.each([
  ['an error of the server', () => ({ status: 503, body: '' }), 'http.no-answer'],
  ['too many requests', () => ({ status: 429, body: '' }), 'http.no-answer'],
  ['HTML', () => ({ status: 200, body: '<html></html>' }), 'connection.no-token'],
  ['a wrong client', () => ({ status: 401, body: '{"error":"invalid_client"}' }), 'connection.no-token'],
  [
    'no answer',
    async () => {
      throw new Fault('http.no-answer', { method: 'POST', url: 's3cr3t', why: 'it closed.', sent: 'maybe' })
    },
    'http.no-answer'
  ]
])('%s does not lose the authorization, and the next request tries again', async (_, answer, refusal) => {
  const service = openService()
  const now = service.start()
  await service.signIn(now)
  service.move(2 * HOUR)
  service.answerWith(answer)
  const refused = now.connect()(ask, signal)
  await expect(refused).rejects.toMatchObject({ code: refusal, details: { sent: 'no' } })
  await refused.catch(thrown => expect(JSON.stringify(thrown.details)).not.toContain('s3cr3t'))
  expect(service.alerts).toEqual([])
  service.answerWith(null)
  expect((await now.connect()(ask, signal)).status).toBe(200)
})

test('an interrupted refresh is sent again, and a refusal after it says that the response was lost', async () => {
  const service = openService()
  const before = service.start()
  await service.signIn(before)
  service.move(2 * HOUR)
  // The answer of the service is never written: the process is killed.
  service.answerWith(() => new Promise<never>(() => {}))
  void before.connect()(ask, signal)
  await expect.poll(() => service.requests.length).toBe(1)
  expect(service.row.refreshBegan).not.toBeNull()
  service.answerWith(null)
  expect((await service.start().connect()(ask, signal)).status).toBe(200)
  expect(service.row.refreshBegan).toBeNull()

  service.move(2 * HOUR)
  Object.assign(service.row, { refreshBegan: 5 })
  service.revoke()
  await expect(service.start().connect()(ask, signal)).rejects.toMatchObject({
    details: { why: expect.stringContaining('The response to an earlier refresh was lost') }
  })
})

test('a refresh token that is used twice loses the authorization and says why', async () => {
  const service = openService()
  const before = service.start()
  await service.signIn(before)
  service.rotate()
  service.move(2 * HOUR)
  const { tokenSealed, authorization } = service.row
  expect((await before.connect()(ask, signal)).status).toBe(200)
  // Another process has the tokens of before the refresh, such as one on a restored backup.
  Object.assign(service.row, { tokenSealed, authorization })
  await expect(service.start().connect()(ask, signal)).rejects.toMatchObject({
    code: 'connection.authorization-lost',
    message:
      'The connection lost its authorization at the service. The service refused the refresh token. It answered invalid_grant. Open the connection and reconnect it.'
  })
  expect(service.alerts).toHaveLength(1)
})

test('a sign-in during a refresh wins over it', async () => {
  const service = openService()
  const now = service.start()
  await service.signIn(now)
  service.move(2 * HOUR)
  const under = now.connect()(ask, signal)
  await service.signIn(now)
  expect((await under).status).toBe(200)
  service.move(60_000)
  expect((await now.connect()(ask, signal)).status).toBe(200)
  expect(service.alerts).toEqual([])
})

test('values that are replaced during a refresh sign the connection out, even within the same millisecond', async () => {
  const service = openService()
  const now = service.start()
  await service.signIn(now)
  service.move(2 * HOUR)
  service.answerWith(() => {
    service.reseal()
    return { status: 200, body: JSON.stringify({ access_token: 'late', expires_in: 3_600 }) }
  })
  await expect(now.connect()(ask, signal)).rejects.toMatchObject({ code: 'connection.sign-in-needed' })
  now.authorizations.forget('c1')
  expect(service.row.tokenSealed).toBeNull()
  await expect(now.connect()(ask, signal)).rejects.toMatchObject({ code: 'connection.sign-in-needed' })
})
