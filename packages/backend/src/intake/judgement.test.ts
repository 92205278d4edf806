import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { blankReceiving, type IncomingRequest, MINUTE, readRules } from '@hookwright/model'
import { nodeCryptography } from '@hookwright/model/node-cryptography'
import { expect, test } from 'vitest'
import { createFetchedKeys } from './fetched-keys.ts'
import { createJudgement, type Judged } from './judgement.ts'

const url = 'https://keys.acme.example/set'
const eventUrl = 'https://hooks.acme-hr.example/e/h1234'
const old = generateKeyPairSync('ed25519')
const next = generateKeyPairSync('ed25519')

const setOf = ({ publicKey }: { publicKey: KeyObject }): string =>
  JSON.stringify({ keys: [publicKey.export({ format: 'jwk' })] })

const signedBy = ({ privateKey }: { privateKey: KeyObject }, content: string): IncomingRequest => ({
  method: 'POST',
  query: '',
  headers: ['X-Signature', sign(null, Buffer.from(content), privateKey).toString('hex')],
  body: Buffer.from('{}')
})

/**
 * Creates the function that judges requests, with rules that fetch their keys from a fake service, and a
 * clock that the test sets.
 */
const open = (content: string) => {
  let now = 1_000_000
  let answer = async (): Promise<string> => setOf(old)
  let asked = 0
  const effects = {
    clientFor: () => async () => {
      asked++
      return { status: 200, headers: {}, body: await answer() }
    },
    clock: () => now,
    after: () => () => {},
    log: () => {},
    cryptography: nodeCryptography
  }
  const rules = readRules({
    ...blankReceiving,
    verify: [
      {
        id: 's',
        algorithm: 'ed25519',
        key: { from: 'jwks', url },
        content,
        signature: { from: 'header', name: 'X-Signature', split: '', prefix: '', encoding: 'hex' },
        time: null,
        also: []
      }
    ]
  })
  const policy: Judged = {
    ...{ rules, keys: new Map(), phase: 'live', captured: [], eventUrl },
    registration: undefined
  }
  const verdictOf = createJudgement({ effects, fetched: createFetchedKeys(effects) })
  return {
    says: (arrival: IncomingRequest) => verdictOf(policy, arrival),
    pass: () => {
      now += MINUTE
    },
    answer: (by: () => Promise<string>) => {
      answer = by
    },
    asked: () => asked
  }
}

const refused = (reason: string) => ({ is: 'refused', reason })

test.each([
  ['a body', '{body}', '{}'],
  ['a URL', '{url}{body}', `${eventUrl}{}`]
])('a new key at the same address is fetched for a signature of %s', async (_, content, signed) => {
  const { says, pass, answer } = open(content)
  expect(await says(signedBy(old, signed))).toMatchObject({ is: 'accepted' })
  pass()
  answer(async () => setOf(next))
  expect(await says(signedBy(next, signed))).toMatchObject({ is: 'accepted' })
})

test('while a key is fetched again one request waits for it, and the others are judged at once by the cached key', async () => {
  const { says, pass, answer, asked } = open('{body}')
  await says(signedBy(old, '{}'))
  pass()
  let release = (_: string): void => {}
  answer(
    () =>
      new Promise(resolve => {
        release = resolve
      })
  )
  const first = says(signedBy(next, '{}'))
  expect(first).toBeInstanceOf(Promise)
  for (let times = 0; times < 20; times++) {
    expect(says(signedBy(next, 'forged'))).toMatchObject(refused('bad-signature'))
    expect(says(signedBy(old, '{}'))).toMatchObject({ is: 'accepted' })
  }
  release(setOf(next))
  expect(await first).toMatchObject({ is: 'accepted' })
  expect(says(signedBy(next, '{}'))).toMatchObject({ is: 'accepted' })
  expect(asked()).toBe(2)
})

test('keys are fetched again a minute after a page was served in their place', async () => {
  const { says, pass, answer } = open('{body}')
  answer(async () => '<h1>Back soon</h1>')
  expect(await says(signedBy(old, '{}'))).toMatchObject(refused('key-not-found'))
  answer(async () => setOf(old))
  expect(says(signedBy(old, '{}'))).toMatchObject(refused('key-not-found'))
  pass()
  expect(await says(signedBy(old, '{}'))).toMatchObject({ is: 'accepted' })
})
