import {
  concealHeaders,
  concealQuery,
  decodeBody,
  type Id,
  type IncomingRequest,
  type Keys,
  mayHoldSecret,
  type Receiving,
  readRedactionPath,
  redactArrival,
  SECRET_MARK,
  secretPlacesOf
} from '@hookwright/model'
import type { Effects } from '../kernel/effects.ts'
import { bodyPlace } from '../kernel/seal-places.ts'

/** Request without the secrets of the rules, for storage and display. */
export interface Concealed {
  arrival: IncomingRequest
  /** Original body if it contained a secret, to be stored sealed. `null` if the body is unchanged. */
  exact: Uint8Array | null
}

/** Redaction of the receiving rules' secrets in requests. Created once per Event URL. */
export interface Concealment {
  /**
   * Redacts the query and the headers of a request. Returns the same object if there is nothing to redact.
   */
  head: <Head extends Pick<IncomingRequest, 'query' | 'headers'>>(head: Head) => Head
  arrival: (arrival: IncomingRequest, contentType: string) => Concealed
  /** Known secrets as texts. */
  texts: string[]
}

/** Seals the exact body of a delivery. */
export const sealBody = ({ sealer }: Pick<Effects, 'sealer'>, id: Id, exact: Uint8Array): Uint8Array =>
  sealer.seal(Buffer.from(exact).toString('latin1'), bodyPlace(id))

const textOf = (bytes: Uint8Array): string | null => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

const asXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/**
 * Returns the shared secrets with these ids as texts. A secret that is escaped in XML is also returned in its
 * escaped form.
 */
const textsOf = (keys: Keys, ids: string[]): string[] =>
  ids
    .flatMap(id => keys.get(id) ?? [])
    .flatMap(key => (key.is === 'shared' ? [Buffer.from(key.bytes).toString()] : []))
    .flatMap(text => (text === asXml(text) ? [text] : [text, asXml(text)]))
    .filter(text => text !== '')

export const createConcealment = (
  { scrubber }: Pick<Effects, 'scrubber'>,
  receiving: Receiving,
  keys: Keys
): Concealment => {
  const places = secretPlacesOf(receiving)
  const texts = textsOf(keys, places.ids)
  const paths = [...places.members, ...places.elements].flatMap(
    member => readRedactionPath(`body.${member}`) ?? []
  )
  let scrub: ((text: string) => string) | null = null

  /**
   * Redacts known secrets in a body and keeps all other bytes. Secrets that this cannot find or replace are
   * removed by their paths. A body without secrets is returned unchanged.
   */
  const concealBody = (arrival: IncomingRequest, contentType: string): Uint8Array => {
    const { body } = arrival
    scrub ??= scrubber(texts, SECRET_MARK)
    const text = textOf(body)
    const scrubbed = text === null ? null : scrub(text)
    if (text !== null && scrubbed !== null && scrubbed !== text && (isJson(scrubbed) || !isJson(text)))
      return Buffer.from(scrubbed)
    const { text: decoded } = decodeBody(contentType, body)
    if (scrub(decoded) === decoded && !mayHoldSecret(contentType, body, places)) return body
    return redactArrival({ contentType, arrival, seen: undefined }, paths).arrival.body
  }

  const head: Concealment['head'] = params => {
    const headers = concealHeaders(params.headers, places)
    const query = concealQuery(params.query, places)
    return headers === params.headers && query === params.query ? params : { ...params, headers, query }
  }

  return {
    texts,
    head,
    arrival: (arrival, contentType) => {
      const concealed = head(arrival)
      if ((places.members.length === 0 && places.elements.length === 0) || arrival.body.byteLength === 0)
        return { arrival: concealed, exact: null }
      const body = concealBody(arrival, contentType)
      return body === arrival.body
        ? { arrival: concealed, exact: null }
        : { arrival: { ...concealed, body }, exact: arrival.body }
    }
  }
}
