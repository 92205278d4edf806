import fc from 'fast-check'
import { KeyDecoding, type KeySource } from '../key-source.ts'
import {
  blankReceiving,
  Condition,
  type HandshakeRule,
  type Receiving,
  type Scheme,
  SignatureAlgorithm,
  SignatureEncoding,
  SignaturePlace,
  SignedTime
} from '../receiving.ts'

const text = fc.oneof(
  fc.constantFrom(
    '',
    '{body}',
    '{url}{form|sorted}',
    '{sig.t}.{body}',
    '{json.a.b}',
    '{json.a?|line(A)}',
    '{header.x-a}',
    '{query.a|lower|sha256-hex}',
    '{key}',
    '{body|hmac-sha256-hex}',
    '{xml.A}',
    '{item.a}',
    '{jwt.a}',
    '{registration.a}'
  ),
  fc.string({ unit: fc.constantFrom('{', '}', '|', '.', 'body', 'json', 'a', '?', '*'), maxLength: 6 })
)
const name = fc.constantFrom('', 'x-a', 'X-Signature', 'a', 'a.*.b', 'a..b', '*', 'x-a-*')
const decode = fc.constantFrom(...KeyDecoding.options)

const key: fc.Arbitrary<KeySource> = fc.oneof(
  decode.map((how): KeySource => ({ from: 'connection', field: 'k', decode: how })),
  decode.map((how): KeySource => ({ from: 'registration', path: 'a..b', decode: how })),
  decode.map((how): KeySource => ({ from: 'public', key: 'abc', decode: how })),
  text.map((url): KeySource => ({ from: 'certificate', url, hosts: ['*.acme.example', '*'] })),
  fc.constantFrom('https://acme.example/keys', 'nonsense').map((url): KeySource => ({ from: 'jwks', url }))
)

const comparisons = fc.array(fc.record({ left: text, right: text }), { maxLength: 2 })
const conditions: fc.Arbitrary<Condition[]> = fc.array(
  fc.record({
    of: text,
    is: fc.constantFrom(...Condition.shape.is.options),
    text: name
  }),
  { maxLength: 2 }
)

const scheme: fc.Arbitrary<Scheme> = fc.record({
  id: fc.constantFrom('s', 't'),
  algorithm: fc.constantFrom(...SignatureAlgorithm.options),
  key,
  content: text,
  signature: fc.record({
    from: fc.constantFrom(...SignaturePlace.shape.from.options),
    name,
    split: fc.constantFrom('', ',', ' ', ';'),
    prefix: fc.constantFrom('', 'v1=', 'Bearer '),
    encoding: fc.constantFrom(...SignatureEncoding.options)
  }),
  time: fc.option(
    fc.record({
      from: fc.constantFrom(...SignedTime.shape.from.options),
      name,
      unit: fc.constantFrom('s', 'ms', 'iso'),
      toleranceSeconds: fc.constantFrom(1, 300)
    }),
    { nil: null }
  ),
  also: comparisons
})

const handshake: fc.Arbitrary<HandshakeRule> = fc.record({
  id: fc.constantFrom('h', 'i'),
  when: conditions,
  verified: fc.boolean(),
  phase: fc.constantFrom('registering', 'always'),
  key: fc.option(key, { nil: null }),
  require: comparisons,
  unmetStatus: fc.constant(403),
  capture: fc.array(fc.record({ name: fc.constant('secret'), value: text }), { maxLength: 1 }),
  respond: fc.record({
    status: fc.constant(200),
    headers: fc.array(fc.record({ name: fc.constant('X-Echo'), value: text }), { maxLength: 1 }),
    body: fc.oneof(
      fc.constant({ is: 'empty' as const }),
      text.map(written => ({ is: 'text' as const, text: written })),
      fc.record({ a: text, b: fc.array(text) }).map(value => ({ is: 'json' as const, value }))
    )
  }),
  confirm: fc.option(fc.record({ url: text, hosts: fc.constant(['*.acme.example']) }), { nil: null })
})

/** Arbitrary rules, mostly incomplete, as in a form during editing. */
export const anyReceiving: fc.Arbitrary<Receiving> = fc.record({
  verify: fc.array(scheme, { maxLength: 3 }),
  handshake: fc.array(handshake, { maxLength: 2 }),
  answer: fc.constant(blankReceiving.answer),
  deliveryId: text,
  recordId: text,
  order: fc.record({ mode: fc.constantFrom('none', 'serial', 'serial-per-key'), key: text }),
  filter: fc.array(fc.record({ when: conditions.filter(list => list.length > 0), why: name }), {
    maxLength: 2
  }),
  limits: fc.constant(blankReceiving.limits),
  methods: fc.constantFrom(['POST'], ['GET', 'POST'])
})
