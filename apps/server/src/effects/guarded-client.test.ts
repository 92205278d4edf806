import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { surelyNotSent } from './surely-not-sent.ts'
import { bearer, faultOf, noCredentials, openScene, type Scene } from './testing.ts'

let scene: Scene
beforeEach(async () => {
  scene = await openScene()
})
afterEach(() => scene.close())

describe('a request', () => {
  it('goes out as it was asked for, and its answer comes back whatever its status', async () => {
    scene.answer = (_, response) =>
      response.writeHead(422, { 'X-A': 'b', 'Set-Cookie': ['c=1', 'd=2'] }).end('{"no":1}')
    const response = await scene.send({
      url: `${scene.service.origin}/users?a=1`,
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
    expect(scene.service.received).toMatchObject([
      {
        method: 'POST',
        url: '/users?a=1&b=2&b=3',
        headers: { 'content-type': 'application/json', 'x-key': 'é', 'user-agent': 'Hookwright' },
        body: '{"name":"Ünal"}'
      }
    ])
  })

  it.each(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE'] as const)('may be a %s', async method => {
    expect(await scene.send({ url: scene.service.origin, method })).toMatchObject({
      status: 200,
      body: method === 'HEAD' ? '' : 'ok'
    })
    expect(scene.service.received[0]?.method).toBe(method)
  })

  it('is resolved against the base URL', async () => {
    await scene.send({ url: '/users' }, { ...noCredentials, baseUrl: `${scene.service.origin}/v1` })
    expect(scene.service.received[0]?.url).toBe('/v1/users')
  })

  it('reuses an open connection', async () => {
    for (let times = 1; times <= 6; times++) await scene.send({ url: scene.service.origin })
    expect(scene.service.connections()).toBeLessThan(6)
  })

  it('loads the HTTP library again after a failed load, and a close in between does not fail', async () => {
    const load = vi.fn(() => {
      throw new Error('Too many open files.')
    })
    vi.doMock('undici', load)
    onTestFinished(() => void vi.doUnmock('undici'))
    const failed = scene.send({ url: scene.service.origin })
    await expect(failed).rejects.toMatchObject({ code: 'http.no-answer', details: { sent: 'no' } })
    expect(load).toHaveBeenCalled()
    await scene.client.close()
    vi.doUnmock('undici')
    expect(await scene.send({ url: scene.service.origin })).toMatchObject({ status: 200 })
  })

  it('with a header that would add another one is not sent', async () => {
    const fault = await faultOf(
      scene.send({ url: scene.service.origin, headers: { 'X-A': 'b\r\nX-Admin: yes' } })
    )
    expect(fault).toMatchObject({ code: 'http.header', details: { name: 'X-A' } })
    expect(surelyNotSent(fault.toData())).toBe(true)
    expect(scene.service.connections()).toBe(0)
  })
})

describe('credentials', () => {
  it('are added when requested, together with what the request has', async () => {
    await scene.send(
      { url: '/me', authenticate: true, query: { a: 'b' }, headers: { Authorization: 'mine' } },
      bearer(scene.service)
    )
    expect(scene.service.received[0]).toMatchObject({
      url: '/me?a=b&api_key=s3cr3t',
      headers: { authorization: 'Bearer s3cr3t' }
    })
  })

  it('are not placed when they are not asked for, whatever the host', async () => {
    await scene.send({ url: '/me' }, bearer(scene.service))
    await scene.send({ url: `${scene.other.origin}/me` }, bearer(scene.service))
    for (const { received } of [scene.service, scene.other]) {
      expect(received[0]?.url).toBe('/me')
      expect(received[0]?.headers.authorization).toBeUndefined()
    }
  })

  it('never go to another host: the request is not sent at all', async () => {
    const fault = await faultOf(
      scene.send({ url: `${scene.other.origin}/steal`, authenticate: true }, bearer(scene.service))
    )
    expect(fault).toMatchObject({
      code: 'http.host-not-allowed',
      details: { host: `127.0.0.1:${scene.other.port}` }
    })
    expect(surelyNotSent(fault.toData())).toBe(true)
    expect(scene.other.connections()).toBe(0)
  })

  it('go to a host that is allowed', async () => {
    const allowed = bearer(scene.service, { baseUrl: '', allowedHosts: [`127.0.0.1:${scene.other.port}`] })
    await scene.send({ url: scene.other.origin, authenticate: true }, allowed)
    expect(scene.other.received[0]?.headers.authorization).toBe('Bearer s3cr3t')
  })

  it('need no host when there are none', async () => {
    expect(await scene.send({ url: scene.other.origin, authenticate: true })).toMatchObject({ body: 'other' })
  })

  it('that cannot be sent as a header end the request before it is sent, without being named', async () => {
    const broken = bearer(scene.service, {
      place: (_, headers) => {
        headers.authorization = 'Bearer s3\ncr3t'
      }
    })
    const fault = await faultOf(scene.send({ url: '/me', authenticate: true }, broken))
    expect(fault).toMatchObject({ code: 'http.header', details: { name: 'authorization' } })
    expect(JSON.stringify(fault.toData())).not.toContain('cr3t')
    expect(surelyNotSent(fault.toData())).toBe(true)
    expect(scene.service.connections()).toBe(0)
  })
})
