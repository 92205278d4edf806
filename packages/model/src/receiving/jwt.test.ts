import { createHmac, createPublicKey, generateKeyPairSync, sign } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { judge } from './judge.ts'
import type { KeySource } from './key-source.ts'
import { readKeys } from './keys.ts'
import { nodeCryptography } from './node-cryptography.ts'
import { readRules } from './rules.ts'
import { signRequest } from './sign.ts'
import { judging, now, request, rulesWith, scheme } from './testing/request.ts'

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const ed = generateKeyPairSync('ed25519')
const seconds = now / 1000

const json = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const tokenOf = (head: object, claims: object, made: (text: string) => Buffer): string => {
  const text = `${json(head)}.${json(claims)}`
  return `${text}.${made(text).toString('base64url')}`
}
const byRsa = (text: string) => sign('sha256', Buffer.from(text), rsa.privateKey)
const byEc = (text: string) =>
  sign('sha256', Buffer.from(text), { key: ec.privateKey, dsaEncoding: 'ieee-p1363' })
const byEd = (text: string) => sign(null, Buffer.from(text), ed.privateKey)
const byHmac = (text: string) => createHmac('sha256', 'secret').update(text).digest()

const set = JSON.stringify({
  keys: [
    { ...rsa.publicKey.export({ format: 'jwk' }), kid: 'r' },
    { ...ec.publicKey.export({ format: 'jwk' }), kid: 'e' },
    { ...ed.publicKey.export({ format: 'jwk' }), kid: 'd' }
  ]
})
const jwks = { from: 'jwks', url: 'https://acme.example/keys' } as const
const also = [
  { left: '{jwt.aud}', right: 'hookwright' },
  { left: '{jwt.sha}', right: '{body|sha256-hex}' }
]
const body = '{}'
const claims = { aud: 'hookwright', sha: nodeCryptography.hash('sha256', [body], 'hex'), exp: seconds + 60 }

const rulesOf = (key: KeySource) =>
  rulesWith({
    verify: [
      scheme({
        algorithm: 'jwt',
        key,
        content: '',
        signature: { from: 'header', name: 'Authorization', split: '', prefix: 'Bearer ', encoding: 'text' },
        also
      })
    ]
  })

const says = (key: KeySource, token: string, texts: string[] = []): string => {
  const receiving = rulesOf(key)
  const params = request({ headers: [['Authorization', `Bearer ${token}`]], body })
  const verdict = judge(
    readRules(receiving),
    params,
    judging(receiving, { s: texts }, { fetched: () => [set] })
  )
  return verdict.is === 'refused' ? verdict.reason : verdict.is
}

describe('a signed token', () => {
  test('is accepted with any matching key of the set', () => {
    expect(says(jwks, tokenOf({ alg: 'RS256', kid: 'r' }, claims, byRsa))).toBe('accepted')
    expect(says(jwks, tokenOf({ alg: 'ES256', kid: 'e' }, claims, byEc))).toBe('accepted')
    expect(says(jwks, tokenOf({ alg: 'EdDSA' }, claims, byEd))).toBe('accepted')
  })

  test('is accepted with a shared secret', () => {
    const key = { from: 'connection', field: 'k', decode: 'text' } as const
    expect(says(key, tokenOf({ alg: 'HS256' }, claims, byHmac), ['secret'])).toBe('accepted')
    expect(says(key, tokenOf({ alg: 'HS256' }, claims, byHmac), ['other'])).toBe('bad-signature')
  })

  test.each([
    ['no algorithm', tokenOf({ alg: 'none' }, claims, () => Buffer.alloc(0))],
    [
      'a public key taken for a shared one',
      tokenOf({ alg: 'HS256' }, claims, text =>
        createHmac('sha256', createPublicKey(rsa.privateKey).export({ format: 'pem', type: 'spki' }))
          .update(text)
          .digest()
      )
    ],
    ['another key of the set', tokenOf({ alg: 'RS256', kid: 'e' }, claims, byRsa)],
    ['an unknown algorithm', tokenOf({ alg: 'RS1' }, claims, byRsa)],
    ['the name of a prototype', tokenOf({ alg: 'constructor' }, claims, byRsa)],
    ['something critical that is not known', tokenOf({ alg: 'RS256', crit: ['x'] }, claims, byRsa)]
  ])('with %s is refused', (_, token) => {
    expect(says(jwks, token)).toMatch(/^(bad-signature|signature-form)$/)
  })

  test('must be used within its period of validity', () => {
    for (const [changed, reason] of [
      [{ exp: seconds - 61 }, 'token-expired'],
      [{ exp: seconds - 59 }, 'accepted'],
      [{ nbf: seconds + 61 }, 'token-expired'],
      [{ exp: 'never' }, 'token-expired']
    ] as const)
      expect(says(jwks, tokenOf({ alg: 'RS256' }, { ...claims, ...changed }, byRsa))).toBe(reason)
  })

  test('needs the claims that the rules compare', () => {
    expect(says(jwks, tokenOf({ alg: 'RS256' }, { ...claims, aud: 'other' }, byRsa))).toBe('comparison')
    expect(says(jwks, tokenOf({ alg: 'RS256' }, { ...claims, sha: 'other' }, byRsa))).toBe('comparison')
  })

  test('that is invalid is refused', () => {
    for (const token of ['', 'a', 'a.b', 'a.b.c', `${json({})}.${json({})}.`, `${json([])}.${json({})}.x`])
      expect(says(jwks, token)).not.toBe('accepted')
  })

  test('can be signed by the rules', () => {
    const key = { from: 'connection', field: 'k', decode: 'text' } as const
    const receiving = rulesOf(key)
    const keys = readKeys(receiving, { s: ['secret'] })
    const made = signRequest(readRules(receiving), request({ body }), {
      keys,
      now,
      cryptography: nodeCryptography
    })
    if ('missing' in made) throw new Error(made.missing)
    expect(judge(readRules(receiving), made, judging(receiving)).is).toBe('accepted')
  })
})
