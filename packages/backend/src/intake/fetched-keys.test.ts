import { HOUR, MINUTE, type Millis, SECOND } from '@hookwright/model'
import { describe, expect, test } from 'vitest'
import type { ServiceClient } from '../kernel/effects.ts'
import { createFetchedKeys } from './fetched-keys.ts'

const url = 'https://keys.acme.example/1.pem'

/**
 * Creates fetched keys with a manual clock and a fake service. The text “expired” represents an expired
 * certificate.
 */
const open = (first: ServiceClient) => {
  let now: Millis = 1_000_000
  let client = first
  const asked: string[] = []
  const keys = createFetchedKeys({
    clientFor: () => (request, signal) => {
      asked.push(request.url)
      return client(request, signal)
    },
    clock: () => now,
    after: () => () => {},
    log: () => {},
    cryptography: {
      hmac: () => '',
      hash: () => '',
      verify: () => false,
      sign: () => new Uint8Array(),
      isValidAt: text => text !== 'expired',
      same: () => false,
      sameDigest: () => false
    }
  })
  return {
    keys,
    asked,
    pass: (by: Millis) => {
      now += by
    },
    answer: (next: ServiceClient) => {
      client = next
    }
  }
}

const answering =
  (body: string, from = url, status = 200): ServiceClient =>
  async () => ({ status, headers: {}, body, url: from })

test('fetched keys are cached for an hour, a failure for a minute', async () => {
  const { keys, pass, answer } = open(answering('', url, 500))
  expect(keys.at(url)).toBeUndefined()
  await keys.fetch(url)
  expect(keys.at(url)).toEqual([])
  pass(MINUTE)
  expect(keys.at(url)).toBeUndefined()
  answer(answering('one'))
  await keys.fetch(url)
  pass(HOUR - 1)
  expect(keys.at(url)).toEqual(['one'])
  pass(1)
  expect(keys.at(url)).toBeUndefined()
})

test('a key that changed at its address is fetched again, but not twice in a minute', async () => {
  const { keys, asked, pass, answer } = open(answering('old'))
  await keys.fetch(url)
  answer(answering('new'))
  expect(keys.renew(url)).toBeNull()
  pass(MINUTE)
  await Promise.all([keys.renew(url), keys.renew(url)])
  expect(keys.at(url)).toEqual(['new'])
  expect(keys.renew(url)).toBeNull()
  expect(asked).toHaveLength(2)
})

describe('a cached key that cannot be fetched again', () => {
  const failing: ServiceClient = async () => {
    throw new Error('no answer')
  }

  test('stays valid for its hour after one failure', async () => {
    const { keys, pass, answer } = open(answering('old'))
    await keys.fetch(url)
    pass(10 * MINUTE)
    answer(failing)
    await keys.renew(url)
    pass(2 * MINUTE)
    expect(keys.at(url)).toEqual(['old'])
    pass(48 * MINUTE - 1)
    expect(keys.at(url)).toEqual(['old'])
    pass(1)
    expect(keys.at(url)).toBeUndefined()
  })

  test('expires after its hour however often the fetch fails, with one fetch a minute', async () => {
    const { keys, asked, pass, answer } = open(answering('withdrawn'))
    await keys.fetch(url)
    answer(request => {
      pass(SECOND)
      return failing(request, new AbortController().signal)
    })
    pass(SECOND)
    for (let minute = 1; minute < 60; minute++) {
      pass(MINUTE - SECOND)
      await keys.renew(url)
      expect(keys.at(url)).toEqual(['withdrawn'])
      expect(keys.renew(url)).toBeNull()
    }
    expect(asked).toHaveLength(60)
    pass(MINUTE - SECOND)
    expect(keys.at(url)).toBeUndefined()
    await keys.fetch(url)
    expect(keys.at(url)).toEqual([])
  })
})

test.each([
  ['from another host that was redirected to', answering('one', 'https://elsewhere.example/1.pem')],
  ['that is a certificate that has expired', answering('expired')]
])('an answer %s is not accepted as a key', async (_, client) => {
  const { keys } = open(client)
  await keys.fetch(url)
  expect(keys.at(url)).toEqual([])
})
