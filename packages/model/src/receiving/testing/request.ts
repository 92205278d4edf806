import { bytesOf } from '../../kernel/text-bytes.ts'
import type { Arriving } from '../arriving.ts'
import type { Judging } from '../judge.ts'
import { readKeys } from '../keys.ts'
import { nodeCryptography } from '../node-cryptography.ts'
import { blankReceiving, type HandshakeRule, type Receiving, type Scheme } from '../receiving.ts'

/** Fixed current time of the tests. */
export const now = 1_700_000_000_000

/** Returns a default request with some parts replaced. */
export const request = (
  params: { method?: string; query?: string; headers?: [string, string][]; body?: string | Uint8Array } = {}
): Arriving => ({
  method: params.method ?? 'POST',
  eventUrl: 'https://hooks.acme.example/e/h1234',
  query: params.query ?? '',
  headers: (params.headers ?? []).flat(),
  body: typeof params.body === 'string' ? bytesOf(params.body) : (params.body ?? new Uint8Array())
})

/** Returns the default rules with some parts replaced. */
export const rulesWith = (parts: Partial<Receiving>): Receiving => ({ ...blankReceiving, ...parts })

/** Returns a scheme like GitHub's with some parts replaced. */
export const scheme = (parts: Partial<Scheme> = {}): Scheme => ({
  id: 's',
  algorithm: 'hmac-sha256',
  key: { from: 'connection', field: 'secret', decode: 'text' },
  content: '{body}',
  signature: { from: 'header', name: 'X-Signature', split: '', prefix: 'sha256=', encoding: 'hex' },
  time: null,
  also: [],
  ...parts
})

/** Returns a handshake rule that answers every GET with an empty body, with some parts replaced. */
export const handshake = (parts: Partial<HandshakeRule> = {}): HandshakeRule => ({
  id: 'h',
  when: [{ of: '{method}', is: 'equal', text: 'GET' }],
  verified: false,
  phase: 'always',
  key: null,
  require: [],
  unmetStatus: 403,
  capture: [],
  respond: { status: 200, headers: [], body: { is: 'empty' } },
  confirm: null,
  ...parts
})

/** Returns default test values for the last argument of `judge`. */
export const judging = (
  receiving: Receiving,
  texts: Record<string, string[]> = { s: ['secret'] },
  parts: Partial<Judging> = {}
): Judging => ({
  keys: readKeys(receiving, texts),
  now,
  cryptography: nodeCryptography,
  phase: 'live',
  captured: [],
  ...parts
})
