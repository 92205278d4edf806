import { gzipSync } from 'node:zlib'
import { Fault } from '@hookwright/model'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Credentials, type GuardedClient, openGuardedClient } from './guarded-client.ts'
import { surelyNotSent } from './surely-not-sent.ts'
import { noCredentials, type Received, requestOf, type Service, startService, unaborted } from './testing.ts'

type Answer = Parameters<typeof startService>[0]

let answer: Answer
let service: Service
let other: Service
let client: GuardedClient
beforeEach(async () => {
  answer = (_, response) => response.end('ok')
  service = await startService((request, response) => answer(request, response))
  other = await startService((_, response) => response.end('other'))
  client = openGuardedClient({ outboundAllow: new Set([service.origin, other.origin]) })
})
afterEach(async () => {
  await client.close()
  await service.close()
  await other.close()
})

const send = (
  parts: Parameters<typeof requestOf>[0],
  credentials: Credentials = noCredentials,
  signal = unaborted()
) => client.send(requestOf(parts), credentials, signal)

const faultOf = async (sent: Promise<unknown>): Promise<Fault> => {
  const thrown = await sent.then(
    () => new Error('It was answered.'),
    reason => reason
  )
  if (thrown instanceof Fault) return thrown
  throw thrown
}

const bearer = (parts: Partial<Credentials> = {}): Credentials => ({
  baseUrl: service.origin,
  allowedHosts: [],
  place: (url, headers) => {
    headers.authorization = 'Bearer s3cr3t'
    url.searchParams.set('api_key', 's3cr3t')
  },
  ...parts
})

const redirectTo =
  (location: (request: Received) => string | null, status = 302): Answer =>
  (request, response) => {
    const to = location(request)
    if (to === null) response.end('arrived')
    else response.writeHead(status, { location: to }).end('moved')
  }

describe('a request', () => {
  it('goes out as it was asked for, and its answer comes back whatever its status', async () => {
    answer = (_, response) =>
      response.writeHead(422, { 'X-A': 'b', 'Set-Cookie': ['c=1', 'd=2'] }).end('{"no":1}')
    const response = await send({
      url: `${service.origin}/users?a=1`,
      method: 'POST',
      query: { b: ['2', '3'] },
      headers: { 'Content-Type': 'application/json', 'X-Key': 'é' },
      body: '{"name":"Ünal"}'
    })
    expect(response).toMatchObject({
      status: 422,
      headers: { 'x-a': 'b', 'set-cookie': 'c=1, d=2' },
      body: '{"no":1}'
    })
    expect(service.received).toMatchObject([
      {
        method: 'POST',
        url: '/users?a=1&b=2&b=3',
        headers: { 'content-type': 'application/json', 'x-key': 'é', 'user-agent': 'Hookwright' },
        body: '{"name":"Ünal"}'
      }
    ])
  })

  it.each(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE'] as const)('may be a %s', async method => {
    expect(await send({ url: service.origin, method })).toMatchObject({
      status: 200,
      body: method === 'HEAD' ? '' : 'ok'
    })
    expect(service.received[0]?.method).toBe(method)
  })

  it('starts at the base URL', async () => {
    await send({ url: '/users' }, { ...noCredentials, baseUrl: `${service.origin}/v1` })
    expect(service.received[0]?.url).toBe('/v1/users')
  })

  it('uses a connection that is open already', async () => {
    for (let times = 1; times <= 6; times++) await send({ url: service.origin })
    expect(service.connections()).toBeLessThan(6)
  })

  it('with a header that would add another one is not sent', async () => {
    const fault = await faultOf(send({ url: service.origin, headers: { 'X-A': 'b\r\nX-Admin: yes' } }))
    expect(fault).toMatchObject({ code: 'http.header', details: { name: 'X-A' } })
    expect(surelyNotSent(fault.toData())).toBe(true)
    expect(service.connections()).toBe(0)
  })
})

describe('credentials', () => {
  it('are placed when they are asked for, beside what the request has', async () => {
    await send(
      { url: '/me', authenticate: true, query: { a: 'b' }, headers: { Authorization: 'mine' } },
      bearer()
    )
    expect(service.received[0]).toMatchObject({
      url: '/me?a=b&api_key=s3cr3t',
      headers: { authorization: 'Bearer s3cr3t' }
    })
  })

  it('are not placed when they are not asked for, whatever the host', async () => {
    await send({ url: '/me' }, bearer())
    await send({ url: `${other.origin}/me` }, bearer())
    for (const { received } of [service, other]) {
      expect(received[0]?.url).toBe('/me')
      expect(received[0]?.headers.authorization).toBeUndefined()
    }
  })

  it('never go to another host: the request is not sent at all', async () => {
    const fault = await faultOf(send({ url: `${other.origin}/steal`, authenticate: true }, bearer()))
    expect(fault).toMatchObject({
      code: 'http.host-not-allowed',
      details: { host: `127.0.0.1:${other.port}` }
    })
    expect(surelyNotSent(fault.toData())).toBe(true)
    expect(other.connections()).toBe(0)
  })

  it('go to a host that is allowed', async () => {
    const allowed = bearer({ baseUrl: '', allowedHosts: [`127.0.0.1:${other.port}`] })
    await send({ url: other.origin, authenticate: true }, allowed)
    expect(other.received[0]?.headers.authorization).toBe('Bearer s3cr3t')
  })

  it('need no host when there are none', async () => {
    expect(await send({ url: other.origin, authenticate: true })).toMatchObject({ body: 'other' })
  })

  it('that cannot be sent as a header end the request before it is sent, without being named', async () => {
    const broken = bearer({
      place: (_, headers) => {
        headers.authorization = 'Bearer s3\ncr3t'
      }
    })
    const fault = await faultOf(send({ url: '/me', authenticate: true }, broken))
    expect(fault).toMatchObject({ code: 'http.header', details: { name: 'authorization' } })
    expect(JSON.stringify(fault.toData())).not.toContain('cr3t')
    expect(surelyNotSent(fault.toData())).toBe(true)
    expect(service.connections()).toBe(0)
  })
})

describe('a redirect', () => {
  it.each([301, 302, 303, 307, 308])('with %i is followed for GET, with the credentials', async status => {
    answer = redirectTo(({ url }) => (url.startsWith('/end') ? null : '/end'), status)
    const response = await send({ url: '/start', authenticate: true, headers: { 'X-A': 'b' } }, bearer())
    expect(response).toMatchObject({ status: 200, body: 'arrived' })
    expect(service.received.map(({ url }) => url)).toEqual(['/start?api_key=s3cr3t', '/end?api_key=s3cr3t'])
    expect(service.received[1]?.headers).toMatchObject({ authorization: 'Bearer s3cr3t', 'x-a': 'b' })
  })

  it('to another origin leaves behind credentials, cookies and every other header that may be secret', async () => {
    answer = redirectTo(() => `${other.origin}/end`)
    const headers = {
      Cookie: 'session=1',
      'X-Api-Key': 'k',
      Authorization: 'mine',
      Accept: 'application/json'
    }
    const response = await send({ url: '/start', authenticate: true, headers }, bearer())
    expect(response.body).toBe('other')
    expect(other.received[0]?.url).toBe('/end')
    expect(other.received[0]?.headers).toEqual({
      host: `127.0.0.1:${other.port}`,
      connection: 'keep-alive',
      accept: 'application/json',
      'accept-encoding': 'gzip, br',
      'user-agent': 'Hookwright'
    })
  })

  it('back to the first origin does not bring the credentials back', async () => {
    const there = await startService(redirectTo(() => `${service.origin}/back`))
    await client.close()
    client = openGuardedClient({ outboundAllow: new Set([service.origin, there.origin]) })
    answer = redirectTo(({ url }) => (url === '/back' ? null : there.origin))
    await send({ url: '/start', authenticate: true }, bearer())
    expect(service.received[1]?.url).toBe('/back')
    expect(service.received[1]?.headers.authorization).toBeUndefined()
    await client.close()
    await there.close()
  })

  it.each(['POST', 'PUT', 'PATCH', 'DELETE'] as const)('is the answer to a %s', async method => {
    answer = redirectTo(() => `${other.origin}/end`, 307)
    expect(await send({ url: service.origin, method, body: 'x' })).toMatchObject({
      status: 307,
      headers: { location: `${other.origin}/end` },
      body: 'moved'
    })
    expect(other.connections()).toBe(0)
  })

  it('without a location is the answer', async () => {
    answer = (_, response) => response.writeHead(302).end('nowhere')
    expect(await send({ url: service.origin })).toMatchObject({ status: 302, body: 'nowhere' })
  })

  it.each([
    ['http://169.254.169.254/latest/meta-data', 'http.refused-address'],
    ['//169.254.169.254/', 'http.refused-address'],
    ['http://localhost:1/', 'http.refused-address'],
    ['http://[::ffff:7f00:1]/', 'http.refused-address'],
    ['file:///etc/passwd', 'http.url'],
    ['gopher://127.0.0.1/', 'http.url'],
    ['http://me:pw@127.0.0.1/', 'http.url'],
    ['http://', 'http.url']
  ])('to %s is refused', async (location, code) => {
    answer = redirectTo(() => location)
    expect(await faultOf(send({ url: service.origin }))).toMatchObject({ code, details: { sent: 'maybe' } })
    expect(service.received).toHaveLength(1)
  })

  it('is followed five times and no more', async () => {
    answer = redirectTo(({ url }) => (url === '/5' ? null : `/${Number(url.slice(1)) + 1}`))
    expect(await send({ url: `${service.origin}/0` })).toMatchObject({ body: 'arrived' })
    service.received.length = 0
    answer = redirectTo(() => '/again')
    expect(await faultOf(send({ url: `${service.origin}/loop` }))).toMatchObject({
      code: 'http.url',
      details: { url: `${service.origin}/loop`, why: 'it redirects more than 5 times.' }
    })
    expect(service.received).toHaveLength(6)
  })
})

describe('an answer', () => {
  it.each([
    ['text/plain', Buffer.from('ü'), 'ü'],
    ['text/plain; charset=utf-8', Buffer.from('\ufeffü'), 'ü'],
    ['text/plain; charset="ISO-8859-1"', Buffer.from([0xfc]), 'ü'],
    ['text/plain; charset=nonsense', Buffer.from('ü'), 'ü'],
    ['application/json', Buffer.from([0x22, 0xff, 0x22]), '"\ufffd"']
  ])('of %s is read as its character set says', async (contentType, bytes, body) => {
    answer = (_, response) => response.writeHead(200, { 'content-type': contentType }).end(bytes)
    expect(await send({ url: service.origin })).toMatchObject({ body })
  })

  it.each([
    [200, 'HEAD'],
    [204, 'GET'],
    [304, 'GET']
  ] as const)(
    'without a body (%i to a %s) is empty, even when it claims to be compressed',
    async (status, method) => {
      answer = (_, response) => response.writeHead(status, { 'content-encoding': 'gzip' }).end()
      expect(await send({ url: service.origin, method })).toMatchObject({ status, body: '' })
    }
  )

  it('may have as many bytes as are taken, and not one more', async () => {
    answer = ({ url }, response) => response.end(Buffer.alloc(Number(url.slice(1)), 'x'))
    expect((await send({ url: `${service.origin}/10000000` })).body).toHaveLength(10_000_000)
    expect(await faultOf(send({ url: `${service.origin}/10000001` }))).toMatchObject({
      code: 'http.answer-too-large',
      details: { method: 'GET', url: `${service.origin}/10000001`, bytes: 10_000_000 }
    })
  })

  it('that inflates past that is cut off', async () => {
    const bomb = gzipSync(gzipSync(Buffer.alloc(50_000_000)))
    answer = (_, response) => response.writeHead(200, { 'content-encoding': 'gzip, gzip' }).end(bomb)
    expect(await faultOf(send({ url: service.origin }))).toMatchObject({ code: 'http.answer-too-large' })
  })
})

describe('the end of a request', () => {
  const silent: Answer = () => {}

  it('comes when its time is up, and says how long that was', async () => {
    answer = silent
    const fault = await faultOf(send({ url: `${service.origin}/x?key=s3cr3t`, method: 'POST', timeout: 50 }))
    expect(fault).toMatchObject({
      code: 'http.timed-out',
      details: { method: 'POST', url: `${service.origin}/x`, seconds: 0.05, sent: 'maybe' }
    })
    expect(surelyNotSent(fault.toData())).toBe(false)
  })

  it('comes when its time is up in the midst of the answer', async () => {
    answer = (_, response) => response.write('{"begun":')
    expect(await faultOf(send({ url: service.origin, timeout: 50 }))).toMatchObject({
      code: 'http.timed-out'
    })
  })

  it('comes when its time is up while the name is looked up, surely not sent', async () => {
    const slow = openGuardedClient({ outboundAllow: new Set(), resolve: () => new Promise(() => {}) })
    const request = requestOf({ url: 'http://api.example.test', timeout: 50 })
    const fault = await faultOf(slow.send(request, noCredentials, unaborted()))
    expect(fault).toMatchObject({ code: 'http.timed-out', details: { sent: 'no' } })
    expect(surelyNotSent(fault.toData())).toBe(true)
    await slow.close()
  })

  it.each([
    ['before the answer', silent],
    ['in the midst of the answer', ((_, response) => response.write('begun')) satisfies Answer]
  ])('comes at once when the signal is aborted %s, with its reason', async (_, acting) => {
    const reason = new Fault('run.cancelled')
    const abort = new AbortController()
    answer = (request, response) => {
      acting(request, response)
      response.flushHeaders()
      abort.abort(reason)
    }
    await expect(send({ url: service.origin }, noCredentials, abort.signal)).rejects.toBe(reason)
  })

  it('comes at once when the signal is aborted while the name is looked up', async () => {
    const abort = new AbortController()
    const slow = openGuardedClient({
      outboundAllow: new Set(),
      resolve: () => {
        abort.abort('enough')
        return new Promise(() => {})
      }
    })
    const sent = slow.send(requestOf({ url: 'http://api.example.test' }), noCredentials, abort.signal)
    await expect(sent).rejects.toBe('enough')
    await slow.close()
  })

  it('comes before anything else when the signal is aborted already', async () => {
    const sent = send({ url: service.origin }, noCredentials, AbortSignal.abort('enough'))
    await expect(sent).rejects.toBe('enough')
    expect(service.connections()).toBe(0)
  })

  it('comes when the client is closed', async () => {
    const arrived = new Promise<void>(resolve => {
      answer = () => resolve()
    })
    const sent = faultOf(send({ url: service.origin }))
    await arrived
    await client.close()
    const fault = await sent
    expect(fault).toMatchObject({ code: 'http.no-answer', details: { sent: 'maybe' } })
    expect(fault.message).toContain('Hookwright was stopped meanwhile.')
  })
})
