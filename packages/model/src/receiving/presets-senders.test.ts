import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { Arriving } from './arriving.ts'
import { judge } from './judge.ts'
import { readKeys } from './keys.ts'
import { nodeCryptography } from './node-cryptography.ts'
import { presets } from './presets.ts'
import { readRules } from './rules.ts'
import { now, request } from './testing/request.ts'

/**
 * Request of an independent sender. The senders follow the services' documentation and use only Node's own
 * functions, so that they reveal errors in the rules. They cover services without a published signed request
 * and without a library in these tests.
 */
interface Sent {
  headers?: Record<string, string>
  body?: string
  query?: string
  /** Key texts by scheme id. By default, the shared secret. */
  keys?: Record<string, string[]>
  /** Content at the URL of a certificate. */
  certificate?: string
}

const secret = 'Acme’s shared secret'
const json = '{"id":"1","text":"Zoë’s order — 7 €"}'
const url = request().eventUrl
const seconds = String(now / 1000)
const iso = new Date(now).toISOString()
const hmac = (text: string, encoding: 'hex' | 'base64' = 'hex', hash = 'sha256'): string =>
  createHmac(hash, secret).update(text).digest(encoding)
const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = (key: KeyObject): string => String(key.export({ format: 'pem', type: 'spki' }))

/** CRC-32 as in zlib, bit by bit. */
const crc32 = (text: string): number => {
  let crc = -1
  for (const byte of Buffer.from(text)) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return ~crc >>> 0
}

const signedBody = (
  header: string,
  prefix = '',
  encoding: 'hex' | 'base64' = 'hex',
  hash = 'sha256'
): Sent => ({
  headers: { [header]: prefix + hmac(json, encoding, hash) },
  body: json
})
const withToken = (header: string, value = secret): Sent => ({ headers: { [header]: value }, body: json })

const snsMessage = {
  Message: 'Paper is low',
  MessageId: 'm-1',
  Subject: 'Order',
  Timestamp: iso,
  TopicArn: 'arn:1'
}
const sns = (version: '1' | '2', { Subject, ...without }: typeof snsMessage, hasSubject: boolean): Sent => {
  const message = { ...without, ...(hasSubject && { Subject }), Type: 'Notification' }
  const names = ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'] as const
  const signed = names
    .filter(name => hasSubject || name !== 'Subject')
    .map(name => `${name}\n${message[name]}\n`)
    .join('')
  const hash = version === '1' ? 'sha1' : 'sha256'
  const body = JSON.stringify({
    ...message,
    SignatureVersion: version,
    Signature: sign(hash, Buffer.from(signed), privateKey).toString('base64'),
    SigningCertURL: 'https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem'
  })
  return { body, certificate: pem(publicKey) }
}

const paypal = (): Sent => ({
  headers: {
    'Paypal-Transmission-Id': 't-1',
    'Paypal-Transmission-Time': iso,
    'Paypal-Cert-Url': 'https://api.paypal.com/v1/notifications/certs/CERT-1',
    'Paypal-Auth-Algo': 'SHA256withRSA',
    'Paypal-Transmission-Sig': sign(
      'sha256',
      Buffer.from(`t-1|${iso}|WH-1|${crc32(json)}`),
      privateKey
    ).toString('base64')
  },
  body: json,
  certificate: pem(publicKey)
})

const ed25519 = (): Sent => {
  const pair = generateKeyPairSync('ed25519')
  const bare = pair.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)
  const signature = sign(null, Buffer.from(`msg_1.${seconds}.${json}`), pair.privateKey).toString('base64')
  return {
    headers: { 'webhook-id': 'msg_1', 'webhook-timestamp': seconds, 'webhook-signature': `v1a,${signature}` },
    body: json,
    keys: { v1a: [`whpk_${bare.toString('base64')}`] }
  }
}

const timed = (header: string, at: string): Sent => ({
  headers: { [header]: `t=${at},v1=${hmac(`${at}.${json}`)}` },
  body: json
})

const asanaBody = JSON.stringify({ events: [{ action: 'added' }] })
const linearBody = JSON.stringify({ action: 'create', webhookTimestamp: now })
const mailgunSignature = { timestamp: seconds, token: 'tok', signature: hmac(`${seconds}tok`) }
const hubspotTime = String(now)

const senders: Record<string, Record<string, Sent>> = {
  asana: { hmac: { headers: { 'X-Hook-Signature': hmac(asanaBody) }, body: asanaBody } },
  auth0: { authorization: withToken('Authorization') },
  'aws-sns': {
    v1: sns('1', snsMessage, true),
    v2: sns('2', snsMessage, true),
    'v2 without a subject': sns('2', snsMessage, false)
  },
  bitbucket: { sha256: signedBody('X-Hub-Signature', 'sha256=') },
  cloudevents: { bearer: withToken('Authorization', `Bearer ${secret}`) },
  docusign: {
    hmac: signedBody('X-DocuSign-Signature-1', '', 'base64'),
    'hmac by the second key': {
      headers: { 'X-DocuSign-Signature-1': 'bm90IGl0', 'X-DocuSign-Signature-2': hmac(json, 'base64') },
      body: json
    }
  },
  dropbox: { hmac: signedBody('X-Dropbox-Signature') },
  emailit: {
    hmac: {
      headers: { 'X-Emailit-Signature': hmac(`${seconds}.${json}`), 'X-Emailit-Timestamp': seconds },
      body: json
    }
  },
  gitbook: { v1: timed('X-GitBook-Signature', seconds) },
  'gitlab-token': { token: withToken('X-Gitlab-Token') },
  'google-watch': {
    token: { headers: { 'X-Goog-Channel-Token': secret, 'X-Goog-Resource-State': 'update' } }
  },
  hubspot: {
    v3: {
      headers: {
        'X-HubSpot-Signature-v3': hmac(`POST${url}?a=1${json}${hubspotTime}`, 'base64'),
        'X-HubSpot-Request-Timestamp': hubspotTime
      },
      query: 'a=1',
      body: json
    }
  },
  intercom: { sha1: signedBody('X-Hub-Signature', 'sha1=', 'hex', 'sha1') },
  jira: { sha256: signedBody('X-Hub-Signature', 'sha256=') },
  linear: {
    hmac: { headers: { 'Linear-Signature': hmac(linearBody) }, body: linearBody }
  },
  mailgun: { body: { body: JSON.stringify({ signature: mailgunSignature, 'event-data': {} }) } },
  meta: { sha256: signedBody('X-Hub-Signature-256', 'sha256=') },
  'microsoft-graph': {
    clientState: { body: JSON.stringify({ value: [{ clientState: secret }, { clientState: secret }] }) }
  },
  notion: { sha256: signedBody('X-Notion-Signature', 'sha256=') },
  okta: { authorization: withToken('Authorization') },
  pagerduty: {
    v1: { headers: { 'X-PagerDuty-Signature': `v1=${'0'.repeat(64)},v1=${hmac(json)}` }, body: json }
  },
  paypal: { rsa: paypal() },
  salesforce: {
    organization: {
      headers: { 'Content-Type': 'text/xml; charset=utf-8' },
      body: `<Envelope><Body><notifications><OrganizationId>00D000000000001</OrganizationId></notifications></Body></Envelope>`,
      keys: { organization: ['00D000000000001'] }
    }
  },
  shopify: { hmac: signedBody('X-Shopify-Hmac-SHA256', '', 'base64') },
  smartsheet: { hmac: signedBody('Smartsheet-Hmac-SHA256') },
  'standard-webhooks-ed25519': { v1a: ed25519() },
  telegram: { token: withToken('X-Telegram-Bot-Api-Secret-Token') },
  trello: { sha1: { headers: { 'X-Trello-Webhook': hmac(json + url, 'base64', 'sha1') }, body: json } },
  workos: { v1: timed('WorkOS-Signature', String(now)) },
  zoom: {
    v0: {
      headers: { 'x-zm-signature': `v0=${hmac(`v0:${seconds}:${json}`)}`, 'x-zm-request-timestamp': seconds },
      body: json
    }
  }
}

/** Services with a library that signs and verifies in the library tests. */
const librarians = [
  'github',
  'stripe',
  'standard-webhooks',
  'gitlab-signing',
  'svix',
  'clerk',
  'twilio',
  'slack',
  'discord'
]

test('every preset is tested with a foreign signature: a published request, a library or a sender', () => {
  const published = presets.filter(({ vectors }) => vectors.length > 0).map(({ id }) => id)
  const covered = new Set([...published, ...librarians, ...Object.keys(senders)])
  expect(presets.map(({ id }) => id).filter(id => !covered.has(id))).toEqual([])
})

const rows = Object.entries(senders).flatMap(([id, ways]) =>
  Object.entries(ways).map(([way, sent]) => ({ id, way, sent }))
)

describe.each(rows)('$id $way', ({ id, way, sent }) => {
  const preset = presets.find(candidate => candidate.id === id)
  if (preset === undefined) throw new Error(`There is no preset ${id}`)
  const { receiving } = preset
  const [scheme = ''] = way.split(' ')
  const arriving = request({
    headers: Object.entries(sent.headers ?? {}),
    body: sent.body ?? '',
    ...(sent.query !== undefined && { query: sent.query })
  })
  const verdictOf = (changed: Arriving) =>
    judge(readRules(receiving), changed, {
      keys: readKeys(receiving, sent.keys ?? { [scheme]: [secret] }),
      now,
      cryptography: nodeCryptography,
      phase: 'live',
      captured: [],
      registration: { id: 'WH-1' },
      fetched: () => (sent.certificate === undefined ? [] : [sent.certificate])
    })

  test('is accepted as its sender signed it', () => {
    expect(verdictOf(arriving)).toMatchObject({ is: 'accepted', matched: { scheme, key: 0 } })
  })

  test('is refused with another header or body of the same length', () => {
    const isInHeader = receiving.verify.find(one => one.id === scheme)?.signature.from === 'header'
    const headers = arriving.headers.map((line, at) => (at % 2 === 1 ? line.replace(/.$/, '~') : line))
    const changed = isInHeader ? { headers } : { body: Uint8Array.from(arriving.body).reverse() }
    expect(verdictOf({ ...arriving, ...changed }).is).toBe('refused')
  })
})
