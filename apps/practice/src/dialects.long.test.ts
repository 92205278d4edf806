import { createServer } from 'node:http'
import { judge, keySourcesOf, readKeys, readRules, type Verdict } from '@hookwright/model'
import { nodeCryptography } from '@hookwright/model/node-cryptography'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type Dialect, dialects } from './dialects.ts'
import { openPractice, refusalIn, sentIn, subscriptionIn } from './testing.ts'

/**
 * Starts a receiver that verifies requests by a dialect's receiving rules. It knows the keys in `told` from
 * the start.
 */
const openJudge = async (dialect: Dialect, told: string[]) => {
  const verdicts: Verdict[] = []
  const captured: string[] = []
  const server = createServer(async (request, response) => {
    const chunks: Uint8Array[] = []
    for await (const chunk of request) chunks.push(chunk)
    const [path = '', query = ''] = (request.url ?? '').split('?')
    const sources = keySourcesOf(dialect.receiving)
    const texts = Object.fromEntries(sources.map(({ id }) => [id, [...told, ...captured]]))
    const verdict = judge(
      readRules(dialect.receiving),
      {
        method: request.method ?? '',
        eventUrl: `http://${request.headers.host}${path}`,
        query,
        headers: request.rawHeaders,
        body: Buffer.concat(chunks)
      },
      {
        keys: readKeys(dialect.receiving, texts),
        now: Date.now(),
        cryptography: nodeCryptography,
        phase: captured.length === 0 ? 'registering' : 'live',
        captured: [],
        registration: { id: registered }
      }
    )
    verdicts.push(verdict)
    if (verdict.is !== 'handshake') return response.writeHead(verdict.is === 'accepted' ? 200 : 401).end()
    captured.push(...verdict.captures.map(({ value }) => value))
    for (const { name, value } of verdict.answer.headers) response.setHeader(name, value)
    response.writeHead(verdict.answer.status).end(verdict.answer.body)
  })
  let registered = ''
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}/e/token-of-the-test`,
    verdicts,
    register: (id: string) => {
      registered = id
    }
  }
}

const secrets: Partial<Record<string, string>> = { whsec: `whsec_${Buffer.alloc(32, 7).toString('base64')}` }

/** Dialects that this test covers. Dialects whose keys come from certificates are excluded. */
const speakable = dialects.filter(({ receiving }) => receiving.verify[0]?.key.from !== 'certificate')

describe.each(speakable.map(dialect => ({ id: dialect.id, dialect })))('the dialect $id', ({ dialect }) => {
  test('sends its handshake, a genuine event, a repeated, a forged and a stale one, and changes its key', async () => {
    const { call } = await openPractice()
    const key = dialect.receiving.verify[0]?.key
    const decode = key !== undefined && 'decode' in key ? key.decode : ''
    const isShared = ['text', 'whsec'].includes(decode)
    const told = isShared ? [secrets[decode] ?? 'a-key-of-the-test', 'secret'] : []
    const receiver = await openJudge(dialect, told)
    // What has a pair of keys and asks signed questions would have to be told the key before it is asked.
    const asksSigned = !isShared && dialect.receiving.handshake.some(({ verified }) => verified)
    const wanted = { url: receiver.url, eventType: 'user.created', dialect: dialect.id }
    const answered = await call('POST', '/api/subscriptions', {
      body: { ...wanted, ...(isShared && { key: told[0] }) }
    })
    if (asksSigned) return expect(refusalIn(answered).code).toBe('handshake_failed')
    const made = subscriptionIn(answered)
    expect(made).toMatchObject({ dialect: dialect.id, status: 'live' })
    expect(receiver.verdicts.map(({ is }) => is)).toEqual(dialect.handshakes.map(() => 'handshake'))
    receiver.register(made.id)
    told.push(made.secret)

    const send = async (manner: string) =>
      sentIn(await call('POST', `/api/subscriptions/${made.id}/send`, { body: { manner } }))
    const genuine = await send('genuine')
    expect(genuine.status).toBe(200)
    expect(sentIn(await call('POST', `/api/deliveries/${genuine.deliveryId}/resend`)).status).toBe(200)
    const ids = receiver.verdicts.flatMap(verdict => (verdict.is === 'accepted' ? [verdict.deliveryId] : []))
    expect(ids).toHaveLength(2)
    expect(ids[0]).toBe(ids[1])
    expect((await send('forged')).status).toBe(401)
    const isTimed = dialect.receiving.verify[0]?.time !== null
    expect((await send('stale')).status).toBe(isTimed ? 401 : 200)

    const { secret } = subscriptionIn(await call('POST', `/api/subscriptions/${made.id}/rotate`))
    expect((await send('genuine')).status).toBe(401)
    told.push(secret)
    expect((await send('genuine')).status).toBe(200)
  })
})

test('a subscription whose Event URL does not answer the handshake is not created', async () => {
  const { call } = await openPractice()
  const body = { url: 'http://127.0.0.1:9/e/nobody', eventType: 'user.created', dialect: 'okta' }
  const refused = await call('POST', '/api/subscriptions', { body })
  expect(refused.status).toBe(422)
  expect(refusalIn(refused).message).toMatch(/^The handshake “One-time verification” was not answered\. /)
  expect((await call('GET', '/api/subscriptions')).json).toEqual([])
})

test('an unknown dialect and a key of the wrong form are refused', async () => {
  const { call } = await openPractice()
  const body = { url: 'http://127.0.0.1:9/e/nobody', eventType: 'user.created' }
  const ask = async (more: object) =>
    refusalIn(await call('POST', '/api/subscriptions', { body: { ...body, ...more } })).message
  expect(await ask({ dialect: 'acme-telegraph' })).toBe(
    'The field "dialect" must be one that GET /api/dialects lists.'
  )
  expect(await ask({ dialect: 'standard-webhooks', key: 'no prefix' })).toMatch(
    /^The field "key" must be one that the dialect "standard-webhooks" can sign with/
  )
})

test('the dialects are listed with their handshakes', async () => {
  const { call } = await openPractice()
  const { json } = await call('GET', '/api/dialects')
  expect(json).toHaveLength(dialects.length)
  expect(json).toContainEqual(expect.objectContaining({ id: 'okta', handshakes: ['One-time verification'] }))
})

test('Acme HR itself sends forged and stale requests and changes its key', async () => {
  const { call, subscribe } = await openPractice({ clock: () => Date.UTC(2026, 0, 30) })
  const { id, secret } = await subscribe('http://127.0.0.1:9/e/nobody')
  const rotated = subscriptionIn(await call('POST', `/api/subscriptions/${id}/rotate`))
  expect(rotated.secret).toMatch(/^[0-9a-f]{64}$/)
  expect(rotated.secret).not.toBe(secret)
  const bad = await call('POST', `/api/subscriptions/${id}/send`, { body: { manner: 'odd' } })
  expect(refusalIn(bad).message).toMatch(/"manner" must be one of "genuine", "forged", "stale"/)
})
