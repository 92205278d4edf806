import { blankReceiving, type Scheme } from '@hookwright/model'
import { presets } from '@hookwright/model/presets'
import { expect, test } from 'vitest'
import { summarize } from './format-summary.ts'
import { blankHandshake, blankScheme } from './receiving-draft.ts'

const fields = [{ id: 'secret', label: 'Signing secret' }]
const signed = (parts: Partial<Scheme> = {}): Scheme => {
  const scheme = blankScheme('sign')
  return {
    ...scheme,
    key: { from: 'connection', field: 'secret', decode: 'text' },
    signature: { ...scheme.signature, name: 'X-Signature' },
    ...parts
  }
}

test('rules that verify nothing are called unsigned', () => {
  expect(summarize(blankReceiving, fields)).toEqual({
    tone: 'err',
    text: 'Unsigned: anyone who knows the Event URL can send requests.'
  })
})

test('a signature is described with its algorithm, its place and the source of its key', () => {
  expect(summarize({ ...blankReceiving, verify: [signed()] }, fields)).toEqual({
    tone: 'ok',
    text: 'Signed: HMAC-SHA256 in X-Signature, key from connection field Signing secret.'
  })
  const more = {
    ...blankReceiving,
    verify: [signed(), signed({ id: 'old' })],
    handshake: [blankHandshake('ask')]
  }
  expect(summarize(more, fields).text).toBe(
    'Signed: HMAC-SHA256 in X-Signature, key from connection field Signing secret, or 1 other signature. Answers 1 handshake.'
  )
})

test('a signature without a chosen key does not count yet', () => {
  const keyless = signed({ key: { from: 'connection', field: '', decode: 'text' } })
  expect(summarize({ ...blankReceiving, verify: [keyless] }, fields)).toEqual({
    tone: 'warn',
    text: 'Key missing: HMAC-SHA256 in X-Signature, key to be chosen.'
  })
})

test('a secret that is sent in the request leaves the content unsigned', () => {
  expect(
    summarize({ ...blankReceiving, verify: [signed({ algorithm: 'token', content: '' })] }, fields)
  ).toEqual({
    tone: 'warn',
    text: 'Content not signed: a secret in X-Signature, key from connection field Signing secret.'
  })
})

test('each known service is described in a sentence', () => {
  for (const { name, receiving } of presets)
    expect(summarize(receiving, fields).text, name).toMatch(/^\S.*\.$/)
})
