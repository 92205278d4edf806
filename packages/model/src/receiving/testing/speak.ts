import { generateKeyPairSync } from 'node:crypto'
import { parseJson } from '../../fields/parse-json.ts'
import { type Path, valueAt } from '../../fields/path.ts'
import { base64Of } from '../../kernel/base64.ts'
import { bytesOf, textOf } from '../../kernel/text-bytes.ts'
import type { Arriving } from '../arriving.ts'
import type { Judging } from '../judge.ts'
import type { KeySource } from '../key-source.ts'
import { keySourcesOf, readKeys } from '../keys.ts'
import { nodeCryptography } from '../node-cryptography.ts'
import { freshRequest, type Preset, type SampleRequest } from '../presets.ts'
import type { Scheme } from '../receiving.ts'
import { readRules } from '../rules.ts'
import { signRequest } from '../sign.ts'
import { now } from './request.ts'

const pairs = {
  ed25519: generateKeyPairSync('ed25519'),
  ec: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  rsa: generateKeyPairSync('rsa', { modulusLength: 2048 })
}
const others = {
  ed25519: generateKeyPairSync('ed25519'),
  ec: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  rsa: generateKeyPairSync('rsa', { modulusLength: 2048 })
}

const pairFor = (algorithm: Scheme['algorithm']): keyof typeof pairs =>
  algorithm === 'ed25519' ? 'ed25519' : algorithm === 'ecdsa-sha256' ? 'ec' : 'rsa'

/** Key that a service signs with. `other` is a key that the rules do not have. */
export type KeyRole = 'first' | 'second' | 'other'

const sharedText = (which: KeyRole): string => `${which} Secret Of 32 bytes, mixed Case`

/** Returns the key text for a key source: a shared secret, or a public key. */
const keyText = (source: KeySource, algorithm: Scheme['algorithm'], which: KeyRole): string => {
  const decode = 'decode' in source ? source.decode : 'pem'
  const pair = (which === 'other' ? others : pairs)[pairFor(algorithm)]
  const spki = pair.publicKey.export({ format: 'der', type: 'spki' })
  switch (decode) {
    case 'text':
      return sharedText(which)
    case 'hex':
      return Buffer.from(sharedText(which)).toString('hex')
    case 'base64':
      return base64Of(bytesOf(sharedText(which)))
    case 'whsec':
      return `whsec_${base64Of(bytesOf(sharedText(which)))}`
    case 'pem':
      return String(pair.publicKey.export({ format: 'pem', type: 'spki' }))
    case 'spki':
      return spki.toString('base64')
    case 'ed25519-hex':
      return spki.subarray(-32).toString('hex')
    case 'ed25519-base64':
      return spki.subarray(-32).toString('base64')
    case 'whpk':
      return `whpk_${spki.subarray(-32).toString('base64')}`
  }
}

/** Registration Data of an invented service, for presets whose rules read it. */
const registration = { id: '1JE4291016473214C' }

/** Returns the key texts of all schemes and handshake rules of a preset, by rule id. */
export const textsOf = (preset: Preset, whiches: readonly KeyRole[]): Record<string, string[]> =>
  Object.fromEntries(
    keySourcesOf(preset.receiving).map(({ id, source }) => {
      const scheme = preset.receiving.verify.find(one => one.id === id)
      const texts = whiches.map(which => keyText(source, scheme?.algorithm ?? 'hmac-sha256', which))
      return [id, scheme === undefined ? ['secret', ...texts] : texts]
    })
  )

/** Returns the certificate text that a service publishes. */
export const certificateOf = (which: KeyRole): string =>
  keyText({ from: 'jwks', url: '' }, 'rsa-sha256', which)

/** Returns the last argument of `judge` for a preset. It contains only the chosen keys of the preset. */
export const judgingOf = (
  preset: Preset,
  whiches: readonly KeyRole[] = ['first'],
  parts: Partial<Judging> = {}
): Judging => ({
  keys: readKeys(preset.receiving, textsOf(preset, whiches)),
  now,
  cryptography: nodeCryptography,
  phase: 'live',
  captured: [],
  registration,
  fetched: () => whiches.map(certificateOf),
  ...parts
})

let counted = 0
const eventUrl = 'https://hooks.acme.example/e/h1234'

/** Returns a sample's unsigned request with fresh values in place of its placeholders. */
export const fresh = (sample: SampleRequest, at = now): Arriving => {
  counted++
  return freshRequest(sample, eventUrl, { id: `id-${counted}`, number: 1000 + counted, now: at })
}

/** Returns a sample request that fits the scheme. Schemes that sign forms get a form. */
export const sampleFor = (preset: Preset, scheme: Scheme): SampleRequest => {
  const isForm = preset.sample.headers.some(({ value }) => value.includes('form-urlencoded'))
  if (!isForm || scheme.content.includes('{form')) return preset.sample
  return { ...preset.sample, headers: [{ name: 'Content-Type', value: 'application/json' }], body: '{"a":1}' }
}

/** Returns a request as the service sends it, signed by one of its schemes. */
export const signedRequestOf = (
  preset: Preset,
  scheme: Scheme,
  params: { at?: number; which?: KeyRole; request?: Arriving; registration?: unknown } = {}
): Arriving => {
  const { at = now, which = 'first', request = fresh(sampleFor(preset, scheme), at) } = params
  const pair = (which === 'other' ? others : pairs)[pairFor(scheme.algorithm)]
  const isPublic = ['ed25519', 'ecdsa-sha256', 'rsa-sha1', 'rsa-sha256'].includes(scheme.algorithm)
  const signed = signRequest(readRules(preset.receiving), request, {
    keys: readKeys(preset.receiving, textsOf(preset, [which])),
    now: at,
    cryptography: nodeCryptography,
    registration: params.registration ?? registration,
    scheme: scheme.id,
    ...(isPublic && { privateKey: String(pair.privateKey.export({ format: 'pem', type: 'pkcs8' })) })
  })
  if ('missing' in signed) throw new Error(`${preset.id} cannot be signed: ${signed.missing} is missing`)
  return signed
}

/** Returns the body as text; empty when it is not text. */
export const bodyText = (request: Arriving): string => textOf(request.body) ?? ''

/** Returns the body as JSON; null when it is not JSON. */
export const jsonOf = (request: Arriving): unknown => {
  const parsed = parseJson(bodyText(request))
  return parsed.ok ? parsed.value : null
}

/** Returns the name of the signature header; the first name for numbered headers. */
export const headerName = ({ signature }: Scheme): string => signature.name.replace('*', '1')

/** Returns the path of the signature in the JSON body. A wildcard becomes the first item of the list. */
export const jsonPlace = ({ signature }: Scheme): Path =>
  signature.name.split('.').map(key => (key === '*' ? 0 : key))

/** Returns the whole value at the place of the signature. */
export const placeText = (request: Arriving, scheme: Scheme): string => {
  const { from, name } = scheme.signature
  if (from === 'header') {
    const at = request.headers.findIndex(
      (line, index) => index % 2 === 0 && line.toLowerCase() === headerName(scheme).toLowerCase()
    )
    return request.headers[at + 1] ?? ''
  }
  if (from === 'query') return new URLSearchParams(request.query).get(name) ?? ''
  if (from === 'form') return new URLSearchParams(bodyText(request)).get(name) ?? ''
  if (from === 'body') return bodyText(request)
  if (from === 'xml') return /<OrganizationId>([^<]*)</.exec(bodyText(request))?.[1] ?? ''
  return String(valueAt(jsonOf(request), jsonPlace(scheme)) ?? '')
}

/** Returns a request with another text at the place of its signature. */
export const withPlaceText = (request: Arriving, scheme: Scheme, text: string): Arriving => {
  if (scheme.signature.from === 'header') {
    const headers = request.headers.map((line, index) =>
      index % 2 === 1 && request.headers[index - 1]?.toLowerCase() === headerName(scheme).toLowerCase()
        ? text
        : line
    )
    return { ...request, headers }
  }
  if (scheme.signature.from === 'query') {
    const query = new URLSearchParams(request.query)
    query.set(scheme.signature.name, text)
    return { ...request, query: query.toString() }
  }
  if (scheme.signature.from === 'body') return { ...request, body: bytesOf(text) }
  const body = bodyText(request)
  if (scheme.signature.from === 'form') {
    const form = new URLSearchParams(body)
    form.set(scheme.signature.name, text)
    return { ...request, body: bytesOf(form.toString()) }
  }
  const before = placeText(request, scheme)
  const [from, to] =
    scheme.signature.from === 'xml'
      ? [`>${before}<`, `>${text}<`]
      : [JSON.stringify(before), JSON.stringify(text)]
  return { ...request, body: bytesOf(body.replace(from, to)) }
}

/** Returns a request without its signature. */
export const withoutPlace = (request: Arriving, scheme: Scheme): Arriving => {
  if (scheme.signature.from !== 'header') return withPlaceText(request, scheme, '')
  const name = headerName(scheme).toLowerCase()
  const headers = request.headers.filter(
    (_, index) => request.headers[index - (index % 2)]?.toLowerCase() !== name
  )
  return { ...request, headers }
}
