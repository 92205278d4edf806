import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { faultOf, openScene, type Scene } from './testing.ts'

// review: security M5

const SECRET = 'UMA/s3cret+key ä'
let scene: Scene
beforeEach(async () => {
  scene = await openScene()
})
afterEach(() => scene.close())

const credentials = (over = {}) => ({
  baseUrl: scene.service.origin,
  allowedHosts: [],
  place: null,
  secrets: [SECRET],
  ...over
})

const hex = Buffer.from(SECRET).toString('hex')
const base64 = Buffer.from(SECRET).toString('base64')
const everyByte = hex.replace(/../g, '%$&')

describe('a value of a password field is not sent to another host', () => {
  test.each([
    ['in the path', { url: `/leak/${encodeURIComponent(SECRET)}` }],
    ['in the path, each byte escaped', { url: `/leak/${everyByte}` }],
    ['in the path, escaped twice', { url: `/leak/${encodeURIComponent(everyByte)}` }],
    ['in the query', { url: '/', query: { key: `a${SECRET}b` } }],
    ['in a header', { url: '/', headers: { 'x-note': Buffer.from(SECRET).toString('base64url') } }],
    ['in a header, in hexadecimal and capitals', { url: '/', headers: { 'x-note': hex.toUpperCase() } }],
    ['in a JSON body', { url: '/', method: 'POST' as const, body: JSON.stringify({ text: SECRET }) }],
    ['in a form', { url: '/', method: 'POST' as const, body: String(new URLSearchParams({ a: SECRET })) }],
    ['behind another text in Base64', { url: '/', method: 'POST' as const, body: btoa(`user:${btoa('x')}`) }],
    ['in Base64 of Base64', { url: '/', method: 'POST' as const, body: btoa(base64) }],
    [
      'beside the bytes of a file',
      {
        url: '/',
        method: 'POST' as const,
        bytes: Buffer.concat([Buffer.of(0xff, 0xc3), Buffer.from(SECRET)])
      }
    ],
    ['in capitals', { url: '/', method: 'POST' as const, body: SECRET.toUpperCase() }]
  ])('%s', async (how, { url, ...parts }) => {
    const body =
      how === 'behind another text in Base64' ? Buffer.from(`user:${SECRET}`).toString('base64') : undefined
    const request = { ...parts, url: `${scene.other.origin}${url}`, ...(body !== undefined && { body }) }
    const fault = await faultOf(scene.send(request, credentials()))
    expect(fault.code).toBe('http.secret-not-allowed')
    expect(fault.message).toContain(new URL(scene.other.origin).host)
    expect(JSON.stringify(fault.toData())).not.toContain(SECRET)
    expect(scene.other.received).toEqual([])
    // To the connector's own host it goes.
    await scene.send({ ...request, url: `${scene.service.origin}${url}` }, credentials())
    expect(scene.service.received).toHaveLength(1)
  })

  test('by a redirect that a service gives, in its URL or in a header that goes along', async () => {
    scene.answer = ({ url }, response) => {
      response.writeHead(302, { location: `${scene.other.origin}/${url?.slice(1)}` }).end()
    }
    const get = { url: `${scene.service.origin}/${encodeURIComponent(SECRET)}` }
    expect((await faultOf(scene.send(get, credentials()))).code).toBe('http.secret-not-allowed')
    const agent = { url: scene.service.origin, headers: { 'user-agent': base64 } }
    expect((await faultOf(scene.send(agent, credentials()))).code).toBe('http.secret-not-allowed')
    expect(scene.other.received).toEqual([])
  })
})

test('it goes to a host that the connector allows', async () => {
  const allowedHosts = [new URL(scene.other.origin).host]
  await scene.send({ url: scene.other.origin, headers: { 'x-key': base64 } }, credentials({ allowedHosts }))
  expect(scene.other.received).toHaveLength(1)
})

test('a short secret is refused as a whole value, and other values are sent', async () => {
  const short = credentials({ secrets: ['abc'] })
  const to = (parts: object) => ({ url: scene.other.origin, ...parts })
  for (const parts of [{ headers: { 'x-key': 'abc' } }, { query: { key: 'abc' } }]) {
    expect((await faultOf(scene.send(to(parts), short))).code).toBe('http.secret-not-allowed')
  }
  await scene.send(to({ headers: { 'x-key': 'abcd' } }), short)
  await scene.send(to({ query: { name: 'Ada' } }), credentials())
  expect(scene.other.received).toHaveLength(2)
})
