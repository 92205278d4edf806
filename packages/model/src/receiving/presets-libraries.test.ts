import { generateKeyPairSync, sign as signBytes } from 'node:crypto'
import { sign as octokitSign, verify as octokitVerify } from '@octokit/webhooks-methods'
import { isValidSlackRequest } from '@slack/bolt'
import { verifyKey } from 'discord-interactions'
import { Webhook as StandardWebhook } from 'standardwebhooks'
import { Stripe } from 'stripe'
import { Webhook as SvixWebhook } from 'svix'
import twilio from 'twilio'
import { describe, expect, test } from 'vitest'
import { textOf } from '../kernel/text-bytes.ts'
import type { Arriving } from './arriving.ts'
import { headerOf } from './arriving.ts'
import { judge } from './judge.ts'
import { readKeys } from './keys.ts'
import { nodeCryptography } from './node-cryptography.ts'
import { type Preset, presets } from './presets.ts'
import { readRules } from './rules.ts'
import { signRequest } from './sign.ts'
import { request } from './testing/request.ts'

/** Time of the requests. The libraries use the real clock, so this must be the current time. */
const clock = Date.now()
const seconds = Math.floor(clock / 1000)
const body = '{"id":"1","text":"Zoë’s order — 7 €"}'
const url = request().eventUrl

const presetOf = (id: string): Preset => {
  const found = presets.find(preset => preset.id === id)
  if (found === undefined) throw new Error(`There is no preset ${id}`)
  return found
}

/** Returns the verdict of the preset's rules on a request signed by a library. */
const says = (id: string, arriving: Arriving, keys: Record<string, string[]>): string => {
  const { receiving } = presetOf(id)
  const verdict = judge(readRules(receiving), arriving, {
    keys: readKeys(receiving, keys),
    now: clock,
    cryptography: nodeCryptography,
    phase: 'live',
    captured: []
  })
  return verdict.is === 'refused' ? verdict.reason : verdict.is
}

/** Returns a request signed by the preset's rules, for a library to verify. */
const signed = (
  id: string,
  arriving: Arriving,
  keys: Record<string, string[]>,
  scheme?: string,
  privateKey?: string
) => {
  const { receiving } = presetOf(id)
  const made = signRequest(readRules(receiving), arriving, {
    keys: readKeys(receiving, keys),
    now: clock,
    cryptography: nodeCryptography,
    ...(scheme !== undefined && { scheme }),
    ...(privateKey !== undefined && { privateKey })
  })
  if ('missing' in made) throw new Error(`${made.missing} is missing`)
  return made
}

const header = (arriving: Arriving, name: string): string => String(headerOf(arriving.headers, name))
const urlOf = ({ eventUrl, query }: Arriving): string => (query === '' ? eventUrl : `${eventUrl}?${query}`)

describe('GitHub’s own library', () => {
  const keys = { sha256: ['a secret'] }

  test('signs requests that our rules accept', async () => {
    const signature = await octokitSign('a secret', body)
    expect(says('github', request({ headers: [['X-Hub-Signature-256', signature]], body }), keys)).toBe(
      'accepted'
    )
  })

  test('accepts requests that our rules sign', async () => {
    const made = signed('github', request({ body }), keys)
    expect(await octokitVerify('a secret', body, header(made, 'x-hub-signature-256'))).toBe(true)
  })
})

describe('Stripe’s own library', () => {
  const keys = { v1: ['whsec_test_secret'] }
  const stripe = new Stripe('sk_test_none')

  test('signs requests that our rules accept', () => {
    const signature = stripe.webhooks.generateTestHeaderString({
      payload: body,
      secret: 'whsec_test_secret',
      timestamp: seconds
    })
    expect(says('stripe', request({ headers: [['Stripe-Signature', signature]], body }), keys)).toBe(
      'accepted'
    )
  })

  test('accepts requests that our rules sign, also during a key rotation', () => {
    for (const key of ['whsec_test_secret', 'whsec_new']) {
      const made = signed('stripe', request({ body }), { v1: ['whsec_test_secret', 'whsec_new'] })
      expect(stripe.webhooks.constructEvent(body, header(made, 'stripe-signature'), key)).toMatchObject({
        id: '1'
      })
    }
  })
})

describe.each([
  ['standard-webhooks', 'webhook-', StandardWebhook],
  ['gitlab-signing', 'webhook-', StandardWebhook],
  ['svix', 'svix-', SvixWebhook],
  ['clerk', 'svix-', SvixWebhook]
] as const)('the library of %s', (id, prefix, Webhook) => {
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
  const keys = { v1: [secret] }
  const webhook = new Webhook(secret)

  test('signs requests that our rules accept', () => {
    const headers: [string, string][] = [
      [`${prefix}id`, 'msg_1'],
      [`${prefix}timestamp`, String(seconds)],
      [`${prefix}signature`, webhook.sign('msg_1', new Date(seconds * 1000), body)]
    ]
    expect(says(id, request({ headers, body }), keys)).toBe('accepted')
  })

  test('accepts requests that our rules sign', () => {
    const made = signed(id, request({ headers: [[`${prefix}id`, 'msg_1']], body }), keys)
    const headers = Object.fromEntries(
      ['id', 'timestamp', 'signature'].map(name => [prefix + name, header(made, prefix + name)])
    )
    expect(webhook.verify(body, headers)).toMatchObject({ id: '1' })
  })
})

describe('Twilio’s own library', () => {
  const keys = { form: ['12345'], json: ['12345'] }
  const form = 'To=%2B18005551212&From=%2B1415&Media=b&Media=a&Media=b&Text=caf%C3%A9+%26+tea'
  const params = { To: '+18005551212', From: '+1415', Media: ['b', 'a', 'b'], Text: 'café & tea' }
  const type: [string, string] = ['Content-Type', 'application/x-www-form-urlencoded']

  test('signs requests that our rules accept', () => {
    const signature = twilio.getExpectedTwilioSignature('12345', `${url}?a=1`, params)
    const headers: [string, string][] = [type, ['X-Twilio-Signature', signature]]
    expect(says('twilio', request({ headers, query: 'a=1', body: form }), keys)).toBe('accepted')
  })

  test('accepts a form and JSON that our rules sign', () => {
    const ofForm = signed('twilio', request({ headers: [type], query: 'a=1', body: form }), keys, 'form')
    expect(twilio.validateRequest('12345', header(ofForm, 'x-twilio-signature'), urlOf(ofForm), params)).toBe(
      true
    )
    const json = request({ headers: [['Content-Type', 'application/json']], body })
    const ofJson = signed('twilio', json, keys, 'json')
    expect(
      twilio.validateRequestWithBody('12345', header(ofJson, 'x-twilio-signature'), urlOf(ofJson), body)
    ).toBe(true)
    expect(says('twilio', ofJson, keys)).toBe('accepted')
    expect(says('twilio', { ...ofJson, body: request({ body: `${body} ` }).body }, keys)).toBe('comparison')
  })
})

test('Slack’s own library accepts requests that our rules sign', () => {
  const made = signed('slack', request({ body }), { v0: ['8f742231b10e8888abcd99yyyzzz85a5'] })
  expect(
    isValidSlackRequest({
      signingSecret: '8f742231b10e8888abcd99yyyzzz85a5',
      body,
      headers: {
        'x-slack-signature': header(made, 'x-slack-signature'),
        'x-slack-request-timestamp': Number(header(made, 'x-slack-request-timestamp'))
      }
    })
  ).toBe(true)
})

describe('a library for Discord', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const hex = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex')
  const pem = String(privateKey.export({ format: 'pem', type: 'pkcs8' }))

  test('accepts requests that our rules sign', async () => {
    const made = signed('discord', request({ body }), { ed25519: [hex] }, 'ed25519', pem)
    const [signature, at] = ['x-signature-ed25519', 'x-signature-timestamp'].map(name => header(made, name))
    expect(await verifyKey(textOf(made.body) ?? '', signature ?? '', at ?? '', hex)).toBe(true)
  })

  test('and our rules agree on the signatures of Node', () => {
    const signature = signBytes(null, Buffer.from(`${seconds}${body}`), privateKey).toString('hex')
    const headers: [string, string][] = [
      ['X-Signature-Ed25519', signature],
      ['X-Signature-Timestamp', String(seconds)]
    ]
    expect(says('discord', request({ headers, body }), { ed25519: [hex] })).toBe('accepted')
    expect(says('discord', request({ headers, body: `${body} ` }), { ed25519: [hex] })).toBe('bad-signature')
  })
})
