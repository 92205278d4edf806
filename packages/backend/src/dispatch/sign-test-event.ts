import {
  type Arriving,
  type Cryptography,
  type Header,
  headersIn,
  type Keys,
  type Millis,
  type Rules,
  type Scheme,
  signRequest
} from '@hookwright/model'
import type { EndpointPolicy } from '../subscription-cache/endpoint-policy.ts'

/** Signature of a test event, or the reason why there is none. */
export type TestSignature =
  /** Unsigned, because the card requires no signature. */
  | { is: 'unsigned' }
  /**
   * Signed like an event of the service. `seconds` is how long the card accepts the signature; null if as
   * long as the key is valid. `hides` is true if the signature is the secret itself, so that a placeholder is
   * shown.
   */
  | { is: 'signed'; seconds: number | null; hides: boolean }
  /**
   * Not signed. `why` is the end of a sentence and includes the fix, such as “the connection has no key …;
   * enter one”.
   */
  | { is: 'not'; why: string }

/** Test event with its signature. `request` is sent; `shown` is the same request with its secret replaced. */
export interface SignedTestEvent {
  signature: TestSignature
  request: Arriving
  shown: Arriving
}

/** Placeholder for a secret that is sent directly instead of a signature. */
const WORD = 'YOUR-SECRET'
/** Lifetime of a generated JSON Web Token, in seconds. */
const TOKEN_SECONDS = 300

const onlyTheService = 'only the service can sign with its private key; trigger a test event at the service'

/** Messages for a missing key, by the source of the key. */
const keyless: Record<Scheme['key']['from'], string> = {
  connection: 'the connection has no key that fits the rules of the card; enter one',
  generated: 'this subscription has no signing secret; turn the flow off and on again',
  registration: 'the Registration Data has no key at the path of the rules; correct the rules',
  captured:
    'the secret that the service sends during registration was not captured; turn the flow off and on again',
  public: onlyTheService,
  certificate: onlyTheService,
  jwks: onlyTheService
}

const keysApart = new Set(['ed25519', 'ecdsa-sha256', 'rsa-sha1', 'rsa-sha256'])

const whyNot = ({ key, algorithm }: Scheme, hasKey: boolean, missing: string): string => {
  if (keysApart.has(algorithm)) return onlyTheService
  return hasKey
    ? `its “${missing}” is missing, which is part of the signed content; add it to the event`
    : keyless[key.from]
}

/** Returns the names of the headers among these parts. The parts form a delivery id or a signed content. */
const headersRead = (parts: Rules['deliveryId']): string[] =>
  (parts ?? []).flatMap(part => (typeof part !== 'string' && part.kind === 'header' ? [part.name] : []))

const hasHeader = (headers: readonly string[], name: string): boolean =>
  headers.some((line, at) => at % 2 === 0 && line.toLowerCase() === name)

/** Adds the missing headers that the rules need, such as the message id. The value of each is a new id. */
const withIds = (event: Arriving, names: string[], newId: () => string): Arriving => {
  const missing = names.filter(name => !hasHeader(event.headers, name))
  return { ...event, headers: [...event.headers, ...[...new Set(missing)].flatMap(name => [name, newId()])] }
}

const timeHeader = ({ time }: Scheme): string | null =>
  time?.from === 'header' ? time.name.toLowerCase() : null

/**
 * Returns true for a header with a new value in each event of a service: signature, time or id. Such a header
 * is not copied.
 */
export const isNewEachTime = ({ schemes, deliveryId }: Rules, name: string): boolean => {
  const lower = name.toLowerCase()
  const isSigned = schemes.some(({ scheme, headerName, numbered }) => {
    const isPlace =
      scheme.signature.from === 'header' && (numbered ? lower.startsWith(headerName) : lower === headerName)
    return isPlace || lower === timeHeader(scheme)
  })
  return isSigned || headersRead(deliveryId).includes(lower)
}

const secondsOf = ({ time, algorithm }: Scheme): number | null =>
  algorithm === 'jwt' ? TOKEN_SECONDS : (time?.toleranceSeconds ?? null)

/** Signs an event with the first of the card's schemes that is possible. */
export const signTestEvent = (
  policy: Pick<EndpointPolicy, 'rules' | 'keys' | 'registration' | 'eventUrl'>,
  event: { method?: string; query?: string; headers: Header[]; body: string },
  params: { now: Millis; cryptography: Cryptography; newId: () => string }
): SignedTestEvent => {
  const { rules, keys, registration, eventUrl } = policy
  const { now, cryptography, newId } = params
  const plain: Arriving = {
    method: event.method ?? 'POST',
    eventUrl,
    query: event.query ?? '',
    headers: event.headers.flatMap(({ name, value }) => [name, value]),
    body: new TextEncoder().encode(event.body)
  }
  let why: string | null = null
  for (const { scheme, content } of rules.schemes) {
    const signs = headersRead(content).filter(name => name !== timeHeader(scheme))
    const request = withIds(plain, [...signs, ...headersRead(rules.deliveryId)], newId)
    const sign = (by: Keys) =>
      signRequest(rules, request, { keys: by, now, cryptography, registration, scheme: scheme.id })
    const signed = sign(keys)
    if ('missing' in signed) {
      why ??= whyNot(scheme, (keys.get(scheme.id) ?? []).length > 0, signed.missing)
      continue
    }
    const hides = scheme.algorithm === 'token'
    const word: Keys = new Map([
      [scheme.id, [{ index: 0, is: 'shared', bytes: new TextEncoder().encode(WORD) }]]
    ])
    const shown = hides ? sign(word) : signed
    return {
      signature: { is: 'signed', seconds: secondsOf(scheme), hides },
      request: signed,
      shown: 'missing' in shown ? request : shown
    }
  }
  return { signature: why === null ? { is: 'unsigned' } : { is: 'not', why }, request: plain, shown: plain }
}

/** Returns the headers of a request in order, its body as text, and its query, for display. */
export const partsOf = ({
  headers,
  body,
  query
}: Arriving): { headers: Header[]; body: string; query: string } => ({
  headers: headersIn([...headers]),
  body: new TextDecoder().decode(body),
  query
})
