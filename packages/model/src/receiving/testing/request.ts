import { bytesOf } from '../../kernel/text-bytes.ts'
import type { Arriving } from '../arriving.ts'
import type { Judging } from '../judge.ts'
import { readKeys } from '../keys.ts'
import { nodeCryptography } from '../node-cryptography.ts'
import { blankReceiving, type HandshakeRule, type Receiving, type Scheme } from '../receiving.ts'

/** A moment; the same in every test. */
export const now = 1_700_000_000_000

/** A request as a test writes it. */
export const request = (
  given: { method?: string; query?: string; headers?: [string, string][]; body?: string | Uint8Array } = {}
): Arriving => ({
  method: given.method ?? 'POST',
  eventUrl: 'https://hooks.acme.example/e/h1234',
  query: given.query ?? '',
  headers: (given.headers ?? []).flat(),
  body: typeof given.body === 'string' ? bytesOf(given.body) : (given.body ?? new Uint8Array())
})

/** Rules that differ from those of a card that says nothing. */
export const rulesWith = (parts: Partial<Receiving>): Receiving => ({ ...blankReceiving, ...parts })

/** A scheme like GitHub's, but for what a test changes. */
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

/** A handshake that answers every GET with nothing, but for what a test changes. */
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

/** Input of `judge` besides rules and request, for tests. */
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
