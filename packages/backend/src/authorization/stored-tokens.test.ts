import { HOUR } from '@hookwright/model'
import { expect, test } from 'vitest'
import { ask, openService, signal } from '../testing/token-service.ts'

test.each([
  ['a refresh token', {}, {}, undefined],
  ['no refresh token', {}, { refresh: null }, 3_601_000],
  ['a grant that does not refresh', { refreshes: false }, {}, 3_601_000],
  ['no refresh token and no expiry', {}, { refresh: null, until: null }, undefined]
] as const)('a sign-in with %s says when its access ends', async (_, grant, tokens, endsAt) => {
  const service = openService(grant)
  await service.signIn(service.start(), tokens)
  expect(service.row.authorization).toEqual({
    is: 'signed-in',
    at: 1_000,
    ...(endsAt !== undefined && { endsAt })
  })
})

test('a token is used until it expires when it cannot be refreshed', async () => {
  const service = openService({ refreshes: false })
  const now = service.start()
  await service.signIn(now)
  service.move(HOUR - 1_000)
  expect((await now.connect()(ask, signal)).status).toBe(200)
  expect(service.alerts).toEqual([])
  service.move(1_000)
  await expect(now.connect()(ask, signal)).rejects.toMatchObject({ code: 'connection.authorization-lost' })
})

test('a valid token is still used while the token service is down, which is asked again after ten seconds', async () => {
  const service = openService()
  const now = service.start()
  await service.signIn(now)
  const client = now.connect()
  service.move(HOUR - 30_000)
  service.answerWith(() => ({ status: 503, body: '' }))
  expect((await client(ask, signal)).status).toBe(200)
  expect((await client(ask, signal)).status).toBe(200)
  expect(service.requests).toHaveLength(1)
  service.move(10_000)
  expect((await client(ask, signal)).status).toBe(200)
  expect(service.requests).toHaveLength(2)
  service.move(20_000)
  await expect(client(ask, signal)).rejects.toMatchObject({ code: 'http.no-answer' })
  service.answerWith(null)
  expect((await client(ask, signal)).status).toBe(200)
})

test('tokens that cannot be written are used, and written with the next request', async () => {
  const service = openService()
  const now = service.start()
  await service.signIn(now)
  service.rotate()
  service.move(2 * HOUR)
  service.fill(true)
  expect((await now.connect()(ask, signal)).status).toBe(200)
  service.fill(false)
  expect((await now.connect()(ask, signal)).status).toBe(200)
  expect(Buffer.from(service.row.tokenSealed ?? []).toString()).toContain('refresh-2')
  service.move(2 * HOUR)
  expect((await service.start().connect()(ask, signal)).status).toBe(200)
})

test('tokens are not sent with another client', async () => {
  const service = openService()
  const now = service.start()
  await service.signIn(now)
  await expect(now.connect({ id: 'other', secret: 'x' })(ask, signal)).rejects.toMatchObject({
    code: 'connection.sign-in-needed',
    message: expect.stringContaining('because the client or token URL of the connector changed')
  })
})

test('a token without expiry and without a refresh token counts as revoked after three refusals in a row', async () => {
  const service = openService()
  const now = service.start()
  await service.signIn(now, { refresh: null, until: null })
  const client = now.connect()
  service.move(9_000 * HOUR)
  expect((await client(ask, signal)).status).toBe(200)
  service.revoke()
  for (let time = 0; time < 2; time++) expect((await client(ask, signal)).status).toBe(401)
  await expect(client(ask, signal)).rejects.toMatchObject({ code: 'connection.authorization-lost' })
  expect(service.requests).toEqual([])
})

test('an expired token without a refresh token is lost', async () => {
  const service = openService({ refreshes: false })
  const now = service.start()
  await service.signIn(now)
  service.move(2 * HOUR)
  await expect(now.connect()(ask, signal)).rejects.toMatchObject({
    code: 'connection.authorization-lost',
    message: expect.stringContaining('gave no refresh token')
  })
})

test('tokens of a lost authorization are not used again while the loss is being committed', async () => {
  const service = openService({ refreshes: false })
  const now = service.start()
  await service.signIn(now)
  service.move(2 * HOUR)
  let commit = (): void => {}
  service.commitsAfter(
    new Promise(resolve => {
      commit = resolve
    })
  )
  const client = now.connect()
  const first = client(ask, signal)
  await Promise.resolve()
  const second = client(ask, signal)
  await new Promise(setImmediate)
  const third = client(ask, signal)
  await expect(third).rejects.toMatchObject({ code: 'connection.authorization-lost' })
  commit()
  await expect(first).rejects.toMatchObject({ code: 'connection.authorization-lost' })
  await expect(second).rejects.toMatchObject({ code: 'connection.authorization-lost' })
  await expect(client(ask, signal)).rejects.toMatchObject({ code: 'connection.authorization-lost' })
  expect(service.alerts).toHaveLength(1)
})
