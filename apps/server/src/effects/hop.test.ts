import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openGuardedClient } from './guarded-client.ts'
import {
  type Answer,
  bearer,
  createUnabortedSignal,
  faultOf,
  openScene,
  type Received,
  requestOf,
  type Scene,
  startService
} from './testing.ts'

let scene: Scene
beforeEach(async () => {
  scene = await openScene()
})
afterEach(() => scene.close())

const redirectTo =
  (location: (request: Received) => string | null, status = 302): Answer =>
  (request, response) => {
    const to = location(request)
    if (to === null) response.end('arrived')
    else response.writeHead(status, { location: to }).end('moved')
  }

describe('a redirect', () => {
  it.each([301, 302, 303, 307, 308])('with %i is followed for GET, with the credentials', async status => {
    scene.answer = redirectTo(({ url }) => (url.startsWith('/end') ? null : '/end'), status)
    const response = await scene.send(
      { url: '/start', authenticate: true, headers: { 'X-A': 'b' } },
      bearer(scene.service)
    )
    expect(response).toMatchObject({ status: 200, body: 'arrived' })
    expect(scene.service.received.map(({ url }) => url)).toEqual([
      '/start?api_key=s3cr3t',
      '/end?api_key=s3cr3t'
    ])
    expect(scene.service.received[1]?.headers).toMatchObject({ authorization: 'Bearer s3cr3t', 'x-a': 'b' })
  })

  it('to another origin leaves behind credentials, cookies and every other header that may be secret', async () => {
    scene.answer = redirectTo(() => `${scene.other.origin}/end`)
    const headers = {
      Cookie: 'session=1',
      'X-Api-Key': 'k',
      Authorization: 'mine',
      Accept: 'application/json'
    }
    const response = await scene.send({ url: '/start', authenticate: true, headers }, bearer(scene.service))
    expect(response.body).toBe('other')
    expect(scene.other.received[0]?.url).toBe('/end')
    expect(scene.other.received[0]?.headers).toEqual({
      host: `127.0.0.1:${scene.other.port}`,
      connection: 'keep-alive',
      accept: 'application/json',
      'accept-encoding': 'gzip, br',
      'user-agent': 'Hookwright'
    })
  })

  it('back to the first origin does not bring the credentials back', async () => {
    const there = await startService(redirectTo(() => `${scene.service.origin}/back`))
    const client = openGuardedClient({ outboundAllow: new Set([scene.service.origin, there.origin]) })
    scene.answer = redirectTo(({ url }) => (url === '/back' ? null : there.origin))
    const request = requestOf({ url: '/start', authenticate: true })
    await client.send(request, bearer(scene.service), createUnabortedSignal())
    await client.close()
    await there.close()
    expect(scene.service.received[1]?.url).toBe('/back')
    expect(scene.service.received[1]?.headers.authorization).toBeUndefined()
  })

  it.each(['POST', 'PUT', 'PATCH', 'DELETE'] as const)('is the answer to a %s', async method => {
    scene.answer = redirectTo(() => `${scene.other.origin}/end`, 307)
    expect(await scene.send({ url: scene.service.origin, method, body: 'x' })).toMatchObject({
      status: 307,
      headers: { location: `${scene.other.origin}/end` },
      body: 'moved'
    })
    expect(scene.other.connections()).toBe(0)
  })

  it('without a location is the answer', async () => {
    scene.answer = (_, response) => response.writeHead(302).end('nowhere')
    expect(await scene.send({ url: scene.service.origin })).toMatchObject({ status: 302, body: 'nowhere' })
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
    scene.answer = redirectTo(() => location)
    expect(await faultOf(scene.send({ url: scene.service.origin }))).toMatchObject({
      code,
      details: { sent: 'maybe' }
    })
    expect(scene.service.received).toHaveLength(1)
  })

  it('is followed at most five times', async () => {
    scene.answer = redirectTo(({ url }) => (url === '/5' ? null : `/${Number(url.slice(1)) + 1}`))
    expect(await scene.send({ url: `${scene.service.origin}/0` })).toMatchObject({ body: 'arrived' })
    scene.service.received.length = 0
    scene.answer = redirectTo(() => '/again')
    expect(await faultOf(scene.send({ url: `${scene.service.origin}/loop` }))).toMatchObject({
      code: 'http.url',
      details: { url: `${scene.service.origin}/loop`, why: 'it redirects more than 5 times.' }
    })
    expect(scene.service.received).toHaveLength(6)
  })
})
