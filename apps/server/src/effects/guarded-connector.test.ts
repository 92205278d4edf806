import type { LookupAddress } from 'node:dns'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type GuardedClient, openGuardedClient } from './guarded-client.ts'
import { onlyPublic, type Resolve } from './guarded-connector.ts'
import { surelyNotSent } from './surely-not-sent.ts'
import { createUnabortedSignal, noCredentials, requestOf, type Service, startService } from './testing.ts'

let service: Service
const open: GuardedClient[] = []
beforeEach(async () => {
  service = await startService((_, response) => response.end('reached'))
})
afterEach(async () => {
  await Promise.all(open.splice(0).map(client => client.close()))
  await service.close()
})

const clientWith = (params: Parameters<typeof openGuardedClient>[0]): GuardedClient => {
  const client = openGuardedClient(params)
  open.push(client)
  return client
}

const get = (client: GuardedClient, url: string) =>
  client.send(requestOf({ url }), noCredentials, createUnabortedSignal())

const at = (...addresses: string[]): LookupAddress[] =>
  addresses.map(address => ({ address, family: address.includes(':') ? 6 : 4 }))

/** A public address without a host: its range was returned to the registry long ago. */
const PUBLIC = '3ffe::1'

describe('a private address', () => {
  it.each([
    '127.0.0.1',
    '127.1',
    '127.0.0.1.',
    '2130706433',
    '0x7f000001',
    '0x7f.1',
    '0177.0.0.1',
    '017700000001',
    '0.0.0.0',
    '0',
    '①②⑦.0.0.1',
    '１２７。0。0。1',
    '%31%32%37.0.0.1',
    '127。0。0。1',
    '[::1]',
    '[::]',
    '[::127.0.0.1]',
    '[::ffff:7f00:1]',
    '[::ffff:127.0.0.1]',
    '[0:0:0:0:0:ffff:7f00:0001]',
    '[64:ff9b::7f00:1]',
    '[2002:7f00:1::]',
    '[fc00::1]',
    '[fd00:ec2::254]',
    '[fe80::1]',
    '169.254.169.254',
    '0xa9fea9fe',
    '2852039166',
    '168.63.129.16',
    '100.100.100.200',
    '100.64.0.1',
    '10.0.0.1',
    '172.16.0.1',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255'
  ])('written as %s is refused without a connection', async host => {
    const sent = get(clientWith({ outboundAllow: new Set() }), `http://${host}:${service.port}/`)
    await expect(sent).rejects.toMatchObject({ code: 'http.refused-address', details: { sent: 'no' } })
    expect(service.connections()).toBe(0)
  })

  it.each(['localhost', 'LOCALHOST', 'localhost.', 'ⓛocalhost', 'api.localhost'])(
    'behind the name %s is refused without a connection',
    async host => {
      const sent = get(clientWith({ outboundAllow: new Set() }), `http://${host}:${service.port}/`)
      await expect(sent).rejects.toMatchObject({ code: 'http.refused-address' })
      expect(service.connections()).toBe(0)
    }
  )

  it('is named with the origin that would have to be allowed, and counts as surely not sent', async () => {
    const sent = get(clientWith({ outboundAllow: new Set() }), `${service.origin}/path?key=1`)
    const fault = await sent.catch(thrown => thrown)
    expect(fault.details).toEqual({ host: '127.0.0.1', origin: service.origin, sent: 'no' })
    expect(surelyNotSent(fault.toData())).toBe(true)
  })

  // review: services 16
  it('is refused with the setting that allows it and the restart that this takes', async () => {
    const sent = get(clientWith({ outboundAllow: new Set() }), service.origin)
    await expect(sent).rejects.toThrow(
      `To allow it, add ${service.origin} to HOOKWRIGHT_OUTBOUND_ALLOW and restart the server.`
    )
  })

  it('is reached when its exact origin is allowed, and no other port or spelling is', async () => {
    const other = await startService((_, response) => response.end('other'))
    const client = clientWith({ outboundAllow: new Set([service.origin]) })
    expect(await get(client, service.origin)).toMatchObject({ status: 200, body: 'reached' })
    expect(await get(client, `http://0x7f.1:${service.port}`)).toMatchObject({ status: 200 })
    await expect(get(client, other.origin)).rejects.toMatchObject({ code: 'http.refused-address' })
    await expect(get(client, `http://localhost:${service.port}`)).rejects.toMatchObject({
      code: 'http.refused-address'
    })
    expect(other.connections()).toBe(0)
    await other.close()
  })
})

// review: security L11
describe('a public address', () => {
  it('at another port than the default one is refused, with the port and the origin to allow', async () => {
    const sent = get(clientWith({ outboundAllow: new Set() }), `http://[${PUBLIC}]:8443/path?key=1`)
    const fault = await sent.catch(thrown => thrown)
    expect(fault).toMatchObject({
      code: 'http.refused-port',
      details: { port: '8443', origin: `http://[${PUBLIC}]:8443`, sent: 'no' }
    })
    expect(fault.message).toMatch(/HOOKWRIGHT_OUTBOUND_ALLOW/)
    expect(surelyNotSent(fault.toData())).toBe(true)
  })
})

describe('a name', () => {
  const name = () => `http://api.example.test:${service.port}`

  it.each([
    ['a private address', at('127.0.0.1')],
    ['a private IPv6 address', at('::1')],
    ['a mapped private address', at('::ffff:127.0.0.1')],
    ['a private address among public ones', at(PUBLIC, '127.0.0.1')]
  ])('with %s is refused without a connection', async (_, addresses) => {
    const client = clientWith({ outboundAllow: new Set(), resolve: async () => addresses })
    await expect(get(client, name())).rejects.toMatchObject({
      code: 'http.refused-address',
      details: { host: 'api.example.test', origin: name(), sent: 'no' }
    })
    expect(service.connections()).toBe(0)
  })

  // review: security L11
  it('may be called at the default port of its scheme alone, unless its origin is allowed', async () => {
    const resolve: Resolve = async () => at(PUBLIC)
    const codeOf = (allowed: string[], url: string) =>
      clientWith({ outboundAllow: new Set(allowed), resolve })
        .send(requestOf({ url, timeout: 20 }), noCredentials, createUnabortedSignal())
        .catch(thrown => thrown.code)
    const isTried = expect.stringMatching(/^http\.(no-answer|timed-out)$/)
    expect(await codeOf([], 'http://api.example.test:25/')).toBe('http.refused-port')
    expect(await codeOf([], 'http://api.example.test:443/')).toBe('http.refused-port')
    expect(await codeOf([], 'https://api.example.test:8443/')).toBe('http.refused-port')
    expect(await codeOf(['https://api.example.test:8443'], 'https://api.example.test:8443/')).toEqual(isTried)
    expect(await codeOf([], 'https://api.example.test:443/')).toEqual(isTried)
    expect(await codeOf([], 'http://api.example.test/')).toEqual(isTried)
  })

  it('that resolves differently the second time is never connected to an unchecked address', async () => {
    let answers = 0
    const resolve: Resolve = async () => at(answers++ % 2 === 0 ? PUBLIC : '127.0.0.1')
    const client = clientWith({ outboundAllow: new Set(), resolve, portOf: () => service.port })
    for (let tries = 1; tries <= 20; tries++) {
      const sent = client.send(
        requestOf({ url: 'http://api.example.test/', timeout: 20 }),
        noCredentials,
        createUnabortedSignal()
      )
      await expect(sent).rejects.toMatchObject({
        code: expect.stringMatching(/^http\.(refused-address|no-answer|timed-out)$/)
      })
    }
    expect(answers).toBeGreaterThan(1)
    expect(service.connections()).toBe(0)
  })

  it('is resolved once per connection, which uses the checked addresses', async () => {
    const asked: string[] = []
    const addresses = at('8.8.8.8', PUBLIC)
    const checked = onlyPublic(async hostname => {
      asked.push(hostname)
      return addresses
    })
    expect(await checked('api.example.test')).toBe(addresses)
    expect(asked).toEqual(['api.example.test'])
  })

  it('reaches a private address when its origin is allowed, and is sent as the Host header', async () => {
    let answers = 0
    const resolve: Resolve = async () => {
      answers++
      return at('127.0.0.1')
    }
    const client = clientWith({ outboundAllow: new Set([name()]), resolve })
    expect(await get(client, name())).toMatchObject({ body: 'reached' })
    expect(service.received[0]?.headers.host).toBe(`api.example.test:${service.port}`)
    expect(answers).toBe(1)
  })

  it('without an address fails as surely not sent', async () => {
    const unknown = Object.assign(new Error('no such name'), { code: 'ENOTFOUND' })
    for (const resolve of [async () => [], () => Promise.reject(unknown)]) {
      const fault = await get(clientWith({ outboundAllow: new Set(), resolve }), name()).catch(
        thrown => thrown
      )
      expect(fault).toMatchObject({ code: 'http.no-answer', details: { sent: 'no' } })
      expect(fault.message).toContain('no address was found for the host name')
      expect(surelyNotSent(fault.toData())).toBe(true)
    }
  })
})
