import { z } from 'zod'
import { shortened } from '../kernel/cut-text.ts'
import { Json } from '../kernel/json.ts'
import { Hosts, KeySource, listUpTo, textUpTo } from './key-source.ts'

/** Limits of a card's receiving rules. */
export const receivingLimits = {
  schemes: 8,
  handshakes: 16,
  filters: 16,
  conditions: 8,
  comparisons: 4,
  headers: 8,
  template: 2000,
  name: 200,
  body: 8192,
  bytes: 10 * 1024 * 1024,
  contentTypes: 16
} as const

/**
 * Algorithm of a signature. `token` compares a shared secret that the sender sends; `jwt` verifies a JSON Web
 * Token.
 */
export const SignatureAlgorithm = z.enum([
  'hmac-sha1',
  'hmac-sha256',
  'hmac-sha512',
  'ed25519',
  'ecdsa-sha256',
  'rsa-sha1',
  'rsa-sha256',
  'token',
  'jwt'
])
export type SignatureAlgorithm = z.infer<typeof SignatureAlgorithm>

/** Encoding of a signature. `hex` is lower case, `hex-upper` upper case; `text` is for tokens. */
export const SignatureEncoding = z.enum(['hex', 'hex-upper', 'base64', 'base64url', 'text'])
export type SignatureEncoding = z.infer<typeof SignatureEncoding>

/**
 * Template with parts of the request, such as `{header.webhook-id}.{body}`. For the grammar see
 * `parseTemplate`. The schema accepts invalid templates, so that every draft can be saved; they are reported
 * as problems of the rules.
 */
const Template = textUpTo(receivingLimits.template)

const Name = textUpTo(receivingLimits.name)

/** Id of a scheme or handshake rule, unique among both. `judge` receives keys by this id. */
const RuleId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'An id is 1 to 64 letters, digits, - or _.')

/**
 * Place of a signature: a header, a query parameter, a form field, a path into the JSON body, or an XML
 * element. It may also be the whole body, which is then a JSON Web Token and needs no name. A header name may
 * end in `*` for numbered headers. A path may contain `*` for the items of a list, which must all match.
 */
export const SignaturePlace = z.strictObject({
  from: z.enum(['header', 'query', 'form', 'json', 'xml', 'body']),
  name: Name,
  /** Separator between several signatures in one value; empty for a single signature. */
  split: z.enum(['', ',', ' ', ';']),
  /** Prefix of a signature (`sha256=`, `v1,`). Values without this prefix are ignored. */
  prefix: Name,
  encoding: SignatureEncoding
})
export type SignaturePlace = z.infer<typeof SignaturePlace>

/** Place of the timestamp, and its maximum difference from the server's clock in either direction. */
export const SignedTime = z.strictObject({
  /** Place of the timestamp. `signature` means a part `name=value` in the signature header. */
  from: z.enum(['signature', 'header', 'query', 'form', 'json']),
  name: Name,
  unit: z.enum(['s', 'ms', 'iso']),
  toleranceSeconds: z.int().min(1).max(604_800)
})
export type SignedTime = z.infer<typeof SignedTime>

/** Pair of templates that must have equal texts. A template that cannot be filled in is never equal. */
export const Comparison = z.strictObject({ left: Template, right: Template })
export type Comparison = z.infer<typeof Comparison>

/** Authentication scheme of requests. */
export const Scheme = z.strictObject({
  id: RuleId,
  algorithm: SignatureAlgorithm,
  key: KeySource,
  /** Template of the signed content; ignored for `token` and `jwt`. */
  content: Template,
  signature: SignaturePlace,
  time: SignedTime.nullable(),
  also: listUpTo(Comparison, receivingLimits.comparisons, 'comparisons')
})
export type Scheme = z.infer<typeof Scheme>

/**
 * Condition on a part of a request. `empty` holds for an empty list, object or text, or a missing part.
 * `contains` also holds for a list with the text as an item. `one-of` compares with each line of `text`.
 */
export const Condition = z.strictObject({
  of: Template,
  is: z.enum(['present', 'absent', 'empty', 'equal', 'different', 'contains', 'starts-with', 'one-of']),
  text: textUpTo(receivingLimits.template)
})
export type Condition = z.infer<typeof Condition>

/**
 * Headers that an answer may not set: headers set by the server, or that affect a browser or a connection.
 */
const reservedHeaders =
  /^(content-(type|length|encoding|security-policy|disposition)|x-content-type-options|transfer-encoding|connection|keep-alive|upgrade|trailer|date|server|location|refresh|link|set-cookie|clear-site-data|strict-transport-security|www-authenticate|access-control-.*)$/i

/** Returns true for a header that an answer may not set. */
export const isReservedHeader = (name: string): boolean => reservedHeaders.test(name)

/** Header of an answer. Its value is a template; a header with an empty value is omitted. */
const AnswerHeader = z.strictObject({
  name: z
    .string()
    .regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/, 'A header name consists of 1 to 100 letters, digits or -.')
    .refine(name => !isReservedHeader(name), 'This header is set automatically. Remove it.'),
  value: Template
})

/** Body of a handshake's answer. In `json`, every text in the value is a template. */
export const HandshakeBody = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('empty') }),
  z.strictObject({ is: z.literal('text'), text: Template }),
  z.strictObject({
    is: z.literal('json'),
    value: Json.refine(
      value => JSON.stringify(value).length <= receivingLimits.body,
      `The JSON of the response has more than ${receivingLimits.body} characters. Shorten it.`
    )
  })
])
export type HandshakeBody = z.infer<typeof HandshakeBody>

/** Handshake that the card answers without a flow, such as echoing a challenge. */
export const HandshakeRule = z.strictObject({
  id: RuleId,
  /** Conditions on the request. The rule applies if all of them hold. */
  when: listUpTo(Condition, receivingLimits.conditions, 'conditions'),
  /** True if the handshake is answered only when the request has a valid signature. */
  verified: z.boolean(),
  /** Phase in which the rule applies. `registering` means only while the flow is being turned on. */
  phase: z.enum(['registering', 'always']),
  /** Key for `{key}` and the hmac filters in this rule. */
  key: KeySource.nullable(),
  /** Comparisons that the request must pass. Otherwise it is refused with `unmetStatus`. */
  require: listUpTo(Comparison, receivingLimits.comparisons, 'comparisons'),
  unmetStatus: z.int().min(400).max(499),
  /**
   * Values to capture from the request. They are encrypted and stored with the subscription, once, during
   * registration.
   */
  capture: listUpTo(
    z.strictObject({
      name: z
        .string()
        .regex(
          /^[A-Za-z0-9_-]{1,64}$/,
          'Enter a name of 1 to 64 letters, digits, - or _ for the stored secret.'
        ),
      value: Template
    }),
    receivingLimits.comparisons,
    'secrets'
  ),
  respond: z.strictObject({
    status: z.int().min(200).max(299),
    headers: listUpTo(AnswerHeader, receivingLimits.headers, 'headers'),
    body: HandshakeBody
  }),
  /**
   * URL from the request that is fetched once to confirm the subscription, only at these hosts
   * (`sns.*.amazonaws.com`).
   */
  confirm: z.strictObject({ url: Template, hosts: Hosts }).nullable()
})
export type HandshakeRule = z.infer<typeof HandshakeRule>

/**
 * Filter for requests that are stored but start no run. All conditions must hold. `why` is the end of a
 * sentence, after “since”.
 */
export const FilterRule = z.strictObject({
  when: listUpTo(Condition, receivingLimits.conditions, 'conditions').min(
    1,
    'Without a condition, this filter would match every request, so none would start a run. Add a condition or remove the filter.'
  ),
  why: Name
})
export type FilterRule = z.infer<typeof FilterRule>

/** Responses to accepted and refused requests. */
export const Answer = z.strictObject({
  accepted: z.strictObject({
    status: z.int().min(200).max(299),
    /** Content type of the response. Ignored for an empty body. */
    type: z.enum(['text/plain', 'application/json', 'text/xml']),
    body: textUpTo(receivingLimits.body)
  }),
  /** HTTP status for requests that the rules refuse. */
  refused: z.int().min(200).max(499),
  /** Body of a refusal: the reason as JSON, or nothing. Defaults to the reason. */
  refusedBody: z.enum(['reason', 'empty']).exactOptional(),
  /** HTTP status for requests that are refused by a rate limit or because of high server load. */
  overloaded: z.union([z.literal(503), z.literal(429), z.literal(500), z.literal(502), z.literal(504)]),
  /** HTTP status while the flow is off. */
  off: z.union([z.literal(410), z.literal(404), z.literal(200), z.literal(202), z.literal(204)]),
  /**
   * HTTP status while the flow is paused and requests are stored. `null` for the same status as an accepted
   * request.
   */
  paused: z.int().min(200).max(299).nullable()
})
export type Answer = z.infer<typeof Answer>

/**
 * Order in which runs are executed: all in parallel, one after another, or one after another for each order
 * key.
 */
export const Order = z.strictObject({ mode: z.enum(['none', 'serial', 'serial-per-key']), key: Template })
export type Order = z.infer<typeof Order>

export const EventMethod = z.enum(['POST', 'PUT', 'PATCH', 'DELETE', 'GET'])
export type EventMethod = z.infer<typeof EventMethod>

/** Media type in lower case, without parameters. `text/*` is any kind of text. */
const ContentType = textUpTo(100).regex(/^[a-z0-9.+*-]+\/[a-z0-9.+*-]+$/, {
  error: ({ input }) =>
    `“${shortened(String(input))}” is not a content type. Use one such as application/json or text/*.`
})

/** Limits on size, content types and rate. An empty list of content types allows all of them. */
export const ReceivingLimits = z.strictObject({
  maxBytes: z.int().min(1024).max(receivingLimits.bytes),
  contentTypes: listUpTo(ContentType, receivingLimits.contentTypes, 'content types'),
  perSecond: z.int().min(1).max(10_000),
  burst: z.int().min(1).max(100_000)
})
export type ReceivingLimits = z.infer<typeof ReceivingLimits>

/**
 * Receiving rules of a card's Event URL: data only, edited as a form, never code. They define the accepted signatures
 * (`verify`: any one scheme; none means unsigned), the handshakes, the responses, the deduplication of deliveries and records,
 * the order of runs, the filters and the limits.
 */
export const Receiving = z.strictObject({
  verify: listUpTo(Scheme, receivingLimits.schemes, 'signatures'),
  handshake: listUpTo(HandshakeRule, receivingLimits.handshakes, 'handshakes'),
  answer: Answer,
  /**
   * Template of the delivery id. Deliveries with equal ids within seven days are duplicates. Empty for no
   * deduplication.
   */
  deliveryId: Template,
  /** Template of the record id, such as `{item.id}`. Records with equal ids are duplicates. */
  recordId: Template,
  order: Order,
  filter: listUpTo(FilterRule, receivingLimits.filters, 'filters'),
  limits: ReceivingLimits,
  /** Accepted methods. HEAD and OPTIONS are always answered but never start a run. */
  methods: z.array(EventMethod).min(1).max(5)
})
export type Receiving = z.infer<typeof Receiving>

/** Default receiving rules: unsigned, status 202 with an empty body, 1 MiB, 100 requests per second. */
export const blankReceiving: Receiving = {
  verify: [],
  handshake: [],
  answer: {
    accepted: { status: 202, type: 'text/plain', body: '' },
    refused: 401,
    overloaded: 503,
    off: 410,
    paused: null
  },
  deliveryId: '',
  recordId: '',
  order: { mode: 'none', key: '' },
  filter: [],
  limits: { maxBytes: 1_048_576, contentTypes: [], perSecond: 100, burst: 6000 },
  methods: ['POST', 'PUT', 'PATCH']
}
