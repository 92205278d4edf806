import type { KeySource } from './key-source.ts'
import type { Preset } from './preset.ts'
import { blankReceiving, type Scheme } from './receiving.ts'

/** Receiving rules for a common signature format, for a service without a preset. */
export type Shape = Pick<Preset, 'id' | 'name' | 'notes' | 'receiving' | 'sample'>

const secret: KeySource = { from: 'connection', field: '', decode: 'text' }
const publicKey: KeySource = { from: 'connection', field: '', decode: 'ed25519-hex' }

const inHeader = (
  name: string,
  encoding: Scheme['signature']['encoding'],
  prefix = ''
): Scheme['signature'] => ({ from: 'header', name, split: '', prefix, encoding })

const hmac = (parts: Partial<Scheme>): Partial<Scheme> => ({
  algorithm: 'hmac-sha256',
  content: '{body}',
  signature: inHeader('X-Signature', 'hex'),
  ...parts
})

const JSON_LINE = { name: 'Content-Type', value: 'application/json' }
const json = { method: 'POST', query: '', headers: [JSON_LINE], body: '{"id":"%id%","type":"invoice.paid"}' }
const form = {
  ...json,
  headers: [{ name: 'Content-Type', value: 'application/x-www-form-urlencoded' }],
  body: 'id=%id%&type=invoice.paid&token=%number%'
}

const shape = (
  id: string,
  name: string,
  scheme: Partial<Scheme>,
  { notes = [], sample = json }: { notes?: string[]; sample?: Shape['sample'] } = {}
): Shape => ({
  id: `shape-${id}`,
  name,
  notes,
  receiving: {
    ...blankReceiving,
    verify: [
      {
        id: 'signature',
        algorithm: 'token',
        key: secret,
        content: '',
        signature: inHeader('X-Signature', 'text'),
        time: null,
        also: [],
        ...scheme
      }
    ]
  },
  sample
})

/** Common signature formats, the most common first. Header names are examples. */
export const shapes: readonly Shape[] = [
  shape('hmac-hex', 'HMAC of the body, hex', hmac({})),
  shape(
    'hmac-hex-prefix',
    'HMAC of the body, hex after sha256=',
    hmac({ signature: inHeader('X-Signature', 'hex', 'sha256=') })
  ),
  shape(
    'hmac-hex-upper',
    'HMAC of the body, upper-case hex',
    hmac({ signature: inHeader('X-Signature', 'hex-upper') })
  ),
  shape('hmac-base64', 'HMAC of the body, base64', hmac({ signature: inHeader('X-Signature', 'base64') })),
  shape(
    'hmac-time',
    'HMAC of timestamp.body',
    hmac({
      content: '{header.X-Timestamp}.{body}',
      time: { from: 'header', name: 'X-Timestamp', unit: 's', toleranceSeconds: 300 }
    })
  ),
  shape(
    'hmac-time-one-header',
    'HMAC of timestamp.body, both in one header (t=…,v1=…)',
    hmac({
      content: '{sig.t}.{body}',
      signature: { from: 'header', name: 'X-Signature', split: ',', prefix: 'v1=', encoding: 'hex' },
      time: { from: 'signature', name: 't', unit: 's', toleranceSeconds: 300 }
    })
  ),
  shape(
    'hmac-form-field',
    'HMAC of a form, in one of its fields',
    hmac({
      content: '{form|sorted}',
      signature: { from: 'form', name: 'signature', split: '', prefix: '', encoding: 'hex' }
    }),
    {
      notes: [
        'All fields except the signature are signed, sorted by name. If only some are, list them under Signed content: {form.timestamp}{form.token}.'
      ],
      sample: form
    }
  ),
  shape('secret-header', 'Shared secret in a header', { signature: inHeader('X-Token', 'text') }),
  shape('secret-bearer', 'Shared secret after Authorization: Bearer', {
    signature: inHeader('Authorization', 'text', 'Bearer ')
  }),
  shape('secret-query', 'Shared secret in the query string', {
    signature: { from: 'query', name: 'token', split: '', prefix: '', encoding: 'text' }
  }),
  shape(
    'jwt-header',
    'JWT in a header',
    { algorithm: 'jwt', signature: inHeader('Authorization', 'text', 'Bearer ') },
    {
      notes: [
        'The token proves the sender but not the body, unless its claims contain a hash of the body: compare {jwt.body_hash} with {body|sha256-hex}.'
      ]
    }
  ),
  shape(
    'jwt-body',
    'JWT as the body',
    {
      algorithm: 'jwt',
      signature: { from: 'body', name: '', split: '', prefix: '', encoding: 'text' }
    },
    { notes: ['The claims of the token are used as the body of the event.'] }
  ),
  shape('ed25519-time', 'Ed25519 signature of timestamp and body, hex', {
    algorithm: 'ed25519',
    key: publicKey,
    content: '{header.X-Timestamp}{body}',
    signature: inHeader('X-Signature', 'hex'),
    time: { from: 'header', name: 'X-Timestamp', unit: 's', toleranceSeconds: 300 }
  })
]
