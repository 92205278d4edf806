import { readRequest, webhookEventTemplate } from '@hookwright/cards/templates'
import { blankReceiving, parseJson, plainBranding, type Receiving, type Scheme } from '@hookwright/model'
import type { Service } from '@hookwright/model/services'
import { authenticationOfReceiving } from './authentication-of-service.ts'
import type { NewConnector } from './connector-start.ts'
import { makeOfService } from './service-start.ts'

/** Result of parsing a sample request: its headers, and its body as JSON. */
export type ReadSample =
  | { ok: true; headers: [name: string, value: string][]; body: unknown }
  | { ok: false; message: string }

const no = (message: string): ReadSample => ({ ok: false, message })

const pairsOf = (headers: readonly string[]): [string, string][] =>
  headers.flatMap((name, at): [string, string][] => (at % 2 === 0 ? [[name, headers[at + 1] ?? '']] : []))

const bodyOf = (text: string, headers: readonly [string, string][]): ReadSample => {
  const trimmed = text.trim()
  if (trimmed === '') return no('The request has no body. Paste a request with a body.')
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? ''
  if (type.includes('x-www-form-urlencoded') && !trimmed.startsWith('{')) {
    return { ok: true, headers: [...headers], body: Object.fromEntries(new URLSearchParams(trimmed)) }
  }
  const read = parseJson(trimmed)
  return read.ok
    ? { ok: true, headers: [...headers], body: read.value }
    : no('The body is not valid JSON. Check that it was copied completely.')
}

/** Pattern of a text that begins with headers, without a request line. */
const bareHeaders = /^[!#$%&'*+.^`|~\w-]+[ \t]*:/

/** Parses a pasted sample: JSON, a curl command, or headers and a body. */
export const readSample = (typed: string): ReadSample => {
  const text = typed.trim()
  if (text === '') return no('Paste a request.')
  if (/^[[{"]/.test(text)) return bodyOf(text, [])
  const read = readRequest(bareHeaders.test(text) ? `POST /\n${text}` : text)
  if (!read.ok) return no(read.message)
  return bodyOf(read.request.body, pairsOf(read.request.headers))
}

/** Headers that are too common to identify a service. */
const common = new Set(['content-type', 'idempotency-key', 'authorization'])

const isNamed = (pattern: string, name: string): boolean =>
  pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern

/**
 * Scores how well headers match a service; 0 for no match. Each matching header adds two, a signature header
 * two more, and each missing header subtracts one.
 */
const fitOf = ({ preset }: Service, names: readonly string[]): number => {
  const { receiving, sample } = preset
  const signatures = receiving.verify.flatMap(({ signature }) =>
    signature.from === 'header' ? [signature.name] : []
  )
  const times = receiving.verify.flatMap(({ time }) => (time?.from === 'header' ? [time.name] : []))
  const own = [...signatures, ...times, ...sample.headers.map(({ name }) => name)].map(name =>
    name.toLowerCase()
  )
  const distinctive = [...new Set(own)].filter(name => !common.has(name))
  const there = distinctive.filter(name => names.some(each => isNamed(name, each)))
  if (there.length === 0) return 0
  const isSigned = signatures.some(name => there.includes(name.toLowerCase()))
  return 2 * there.length - (distinctive.length - there.length) + (isSigned ? 2 : 0)
}

/**
 * Returns the service whose headers match a request best; null if none does. Among equal scores, a standard
 * is preferred.
 */
export const serviceOfHeaders = (
  services: readonly Service[],
  headers: readonly (readonly [name: string, value: string])[]
): Service | null => {
  const names = headers.map(([name]) => name.toLowerCase())
  const fits = services.map(service => ({ service, fit: fitOf(service, names) }))
  const best = Math.max(0, ...fits.map(({ fit }) => fit))
  const found = best === 0 ? [] : fits.filter(({ fit }) => fit === best).map(({ service }) => service)
  const [only, ...others] = found
  if (only !== undefined && others.length === 0) return only
  return found.find(({ category }) => category === 'Standards') ?? null
}

const SIGNATURE = /^(?:(sha1|sha256|sha512)=)?([A-Za-z0-9+/=_-]+)$/

const algorithms: Record<number, { algorithm: Scheme['algorithm']; encoding: 'hex' | 'base64' }> = {
  40: { algorithm: 'hmac-sha1', encoding: 'hex' },
  28: { algorithm: 'hmac-sha1', encoding: 'base64' },
  64: { algorithm: 'hmac-sha256', encoding: 'hex' },
  44: { algorithm: 'hmac-sha256', encoding: 'base64' },
  128: { algorithm: 'hmac-sha512', encoding: 'hex' },
  88: { algorithm: 'hmac-sha512', encoding: 'base64' }
}

/**
 * Returns receiving rules for the signature in the headers. Without a signature, the rules verify nothing.
 */
export const receivingOfHeaders = (headers: readonly (readonly [string, string])[]): Receiving => {
  for (const [name, value] of headers) {
    if (!/signature|hmac/i.test(name)) continue
    const [, word, digest = ''] = SIGNATURE.exec(value.trim()) ?? []
    const known = algorithms[digest.length]
    if (known === undefined) continue
    const scheme: Scheme = {
      id: 'signature',
      algorithm: known.algorithm,
      key: { from: 'connection', field: 'signing_secret', decode: 'text' },
      content: '{body}',
      signature: {
        from: 'header',
        name,
        split: '',
        prefix: word === undefined ? '' : `${word}=`,
        encoding: known.encoding
      },
      time: null,
      also: []
    }
    return { ...blankReceiving, verify: [scheme] }
  }
  return blankReceiving
}

/** Creates a connector with one event from a sample request and the preset of the service that sent it. */
export const makeOfSample = ({
  name,
  sample,
  service,
  newId
}: {
  name: string
  sample: Extract<ReadSample, { ok: true }>
  service: Service | null
  newId: () => string
}): NewConnector => {
  if (service !== null) return makeOfService(service, { name, sample: sample.body, newId })
  const receiving = receivingOfHeaders(sample.headers)
  const doc = webhookEventTemplate({ receiving, sample: sample.body, list: null, newId })
  return {
    name,
    description: '',
    authentication: authenticationOfReceiving(receiving),
    branding: plainBranding,
    flows: [{ name: `${name} event`, doc }]
  }
}
