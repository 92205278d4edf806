import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { createServer } from 'node:https'
import { createSecureContext } from 'node:tls'
import { DAY, HOUR, type Id, MINUTE } from '@hookwright/model'
import { type Preset, presets } from '@hookwright/model/presets'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { thisMachine } from './effects/machine.ts'
import { makeCertificate } from './testing/certificate.ts'
import { deployDialect } from './testing/dialect-connector.ts'
import { openServer, type TestServer } from './testing/open-server.ts'
import { type PracticeService, startPractice } from './testing/practice.ts'
import { settled, turnOff, turnOn } from './testing/switch.ts'
import { waitFor } from './testing/wait-for.ts'

const now = Date.now()
const life = { from: now - DAY, until: now + DAY }
const authority = makeCertificate({ name: 'Acme Authority', ...life })

/**
 * Starts local substitutes, over TLS on loopback, for the hosts from which signing certificates are fetched.
 * Returns functions that control them, and the requested URLs.
 */
const openHosts = async (names: string[]) => {
  const shown = new Map(
    names.map(name => [name, createSecureContext(makeCertificate({ name, ...life, issuer: authority }))])
  )
  const lying = new Map<string, string | { location: string }>()
  const asked: string[] = []
  let refused: string | null = null
  const server = createServer(
    { SNICallback: (name, done) => done(null, shown.get(name)) },
    ({ headers, url = '' }, response) => {
      const host = headers.host ?? ''
      asked.push(`${host}${url}`)
      const found = lying.get(host) ?? ''
      if (refused !== null && url.startsWith(refused)) response.writeHead(500).end()
      else if (typeof found === 'string') response.end(found)
      else response.writeHead(302, found).end()
    }
  )
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  return {
    asked,
    lay: (host: string, what: string | { location: string }) => void lying.set(host, what),
    /** Makes the hosts answer 500 to requests whose path begins with this text. Null ends this. */
    refuse: (path: string | null) => {
      refused = path
    },
    portOf: (hostname: string) => (shown.has(hostname) ? port : undefined),
    close: () => {
      server.closeAllConnections()
      server.close()
    }
  }
}

const services = [
  { id: 'aws-sns', host: 'sns.eu-west-1.amazonaws.com' },
  { id: 'paypal', host: 'api.paypal.com' }
]
const elsewhere = 'elsewhere.example'
const names = [...services.map(({ host }) => host), elsewhere]

let hosts: Awaited<ReturnType<typeof openHosts>>
let practice: PracticeService
let server: TestServer
let ahead = 0
beforeAll(async () => {
  practice = await startPractice()
  hosts = await openHosts(names)
  const allowed = [practice.url, ...names.map(name => `https://${name}`)]
  server = await openServer({
    variables: { HOOKWRIGHT_OUTBOUND_ALLOW: allowed.join(',') },
    machine: {
      ...thisMachine,
      clock: () => Date.now() + ahead,
      resolve: async () => [{ address: '127.0.0.1', family: 4 }],
      authorities: authority.cert,
      portOf: hosts.portOf
    }
  })
})
afterAll(async () => {
  await server?.remove()
  hosts?.close()
  await practice?.stop()
})

const certificateOf = (of: KeyObject, params: { until?: number } = {}): string =>
  makeCertificate({ name: 'Signer', ...life, ...params, issuer: authority, of }).cert

const presetOf = (id: string): Preset => {
  const found = presets.find(preset => preset.id === id)
  if (found === undefined) throw new Error(`There is no preset ${id}.`)
  return found
}

/**
 * Waits until a flow has `count` refused requests, and returns their reasons, oldest first. Refusals are
 * stored shortly after their responses.
 */
const refusedFor = async (flowId: Id, count: number) => {
  const { rows } = await waitFor(
    () => server.api.deliveries.list.query({ flowId, limit: 100 }),
    seen =>
      seen.rows.every(({ status }) => status.is !== 'accepted') &&
      seen.rows.filter(({ status }) => status.is === 'refused').length >= count
  )
  return rows
    .toReversed()
    .flatMap(({ status, verdict }) => (status.is === 'refused' ? [verdict?.reason] : []))
}

describe.each(services)('$id, whose certificate is fetched from $host', ({ id, host }) => {
  test('lets in what is genuine, also with a new key at the same address, and nothing that is forged, old or certified otherwise', async () => {
    ahead = 0
    const { api } = server
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    hosts.lay(host, certificateOf(publicKey))
    const preset = presetOf(id)
    const key = String(privateKey.export({ format: 'pem', type: 'pkcs8' }))
    const { flowId } = await deployDialect(api, practice, preset, { signs: key, keys: ['of no use'] })
    const isAsked = preset.handshakes.length > 0
    if (isAsked) {
      // Told that it was not confirmed, the service makes no subscription, and so there is none that nobody hears of.
      hosts.refuse('/?Action=ConfirmSubscription')
      await api.subscriptions.switchOn.mutate({ flowId })
      const { status, fault } = await settled(api, flowId)
      expect([status, fault?.message]).toEqual([
        { is: 'ended', how: 'refused' },
        expect.stringContaining('was answered with 503')
      ])
      hosts.refuse(null)
    }
    await turnOn(api, flowId)
    const [subscription] = await practice.subscriptions()
    const at = subscription?.id ?? ''
    const taken = preset.receiving.answer.accepted.status
    const send = async (manner: 'genuine' | 'forged' | 'stale') => (await practice.send(at, manner)).status

    const genuine = await practice.send(at, 'genuine')
    expect(genuine.status).toBe(taken)
    expect((await practice.resend(genuine.deliveryId)).status).toBe(taken)
    expect(await send('forged')).toBe(401)
    expect(await send('stale')).toBe(401)
    const confirmed = hosts.asked.filter(path =>
      path.startsWith(`${host}/?Action=ConfirmSubscription&Token=`)
    )
    expect(confirmed).toHaveLength(isAsked ? 2 : 0)

    const fresh = createPublicKey(await practice.rotate(at))
    expect(await send('genuine')).toBe(401)
    hosts.lay(host, certificateOf(fresh))
    ahead += 2 * MINUTE
    expect(await send('genuine')).toBe(taken)

    hosts.lay(host, certificateOf(fresh, { until: now - HOUR }))
    ahead += HOUR
    expect(await send('genuine')).toBe(503)
    hosts.lay(elsewhere, certificateOf(fresh))
    hosts.lay(host, { location: `https://${elsewhere}/` })
    ahead += 2 * MINUTE
    expect(await send('genuine')).toBe(503)

    const reasons = [
      ...(isAsked ? ['handshake-unconfirmed'] : []),
      'bad-signature',
      'stale',
      'bad-signature',
      'key-not-found',
      'key-not-found'
    ]
    expect(await refusedFor(flowId, reasons.length)).toEqual(reasons)
    expect((await turnOff(api, flowId)).status.is).toBe('ended')
  })
})
