import { decodeBody } from '../deliveries/decode-body.ts'
import { readBody } from '../deliveries/read-body.ts'
import { parseJson } from '../fields/parse-json.ts'
import type { Comparison, Receiving } from './receiving.ts'
import { xmlText } from './xml-text.ts'

/** Placeholder in stored requests for a secret that the receiving rules check. */
export const SECRET_MARK = '[secret]'

/** Places in a request that contain a secret itself, not a signature. */
export interface SecretPlaces {
  /** Header names in lower case. A numbered name matches all headers with this prefix and a number. */
  headers: { name: string; numbered: boolean }[]
  parameters: string[]
  /** Paths of members in a JSON or form body, as written in the rules. */
  members: string[]
  /** Names of XML elements in the body. */
  elements: string[]
  /** Ids of schemes and handshake rules with keys that occur in one of these places. */
  ids: string[]
}

const atom = /^\{(header|query|form|json|xml)\.([^{}|]+?)\??\}$/

/**
 * Returns the place in the request that a comparison compares with the key itself. `null` for other
 * comparisons.
 */
const comparedWithKey = ({ left, right }: Comparison): { from: string; name: string } | null => {
  const sides = [left.trim(), right.trim()]
  if (!sides.includes('{key}')) return null
  const [, from = '', name = ''] = atom.exec(sides.find(side => side !== '{key}') ?? '') ?? []
  return from === '' ? null : { from, name }
}

/**
 * Returns the places of secrets in requests. They are the places of `token` schemes, the places that
 * handshakes compare with their key, and the Authorization header.
 */
export const secretPlacesOf = ({ verify, handshake }: Receiving): SecretPlaces => {
  const places: SecretPlaces = {
    headers: [{ name: 'authorization', numbered: false }],
    parameters: [],
    members: [],
    elements: [],
    ids: []
  }
  const add = (id: string, { from, name }: { from: string; name: string }): void => {
    places.ids.push(id)
    switch (from) {
      case 'header': {
        const numbered = name.endsWith('*')
        places.headers.push({ name: (numbered ? name.slice(0, -1) : name).toLowerCase(), numbered })
        return
      }
      case 'query':
        places.parameters.push(name)
        return
      case 'xml':
        places.elements.push(name)
        return
      default:
        places.members.push(name)
    }
  }
  for (const { id, algorithm, signature, also } of verify) {
    if (algorithm === 'token') add(id, signature)
    for (const place of also.map(comparedWithKey)) if (place !== null) add(id, place)
  }
  for (const { id, require } of handshake) {
    for (const place of require.map(comparedWithKey)) if (place !== null) add(id, place)
  }
  return places
}

/** Replaces secrets in header lines by placeholders. Returns the same array if there are no secrets. */
export const concealHeaders = (lines: string[], { headers }: SecretPlaces): string[] => {
  let concealed: string[] | null = null
  for (let at = 0; at + 1 < lines.length; at += 2) {
    const line = lines[at] ?? ''
    for (const { name, numbered } of headers) {
      // Most names differ in length, so that nothing is made of them.
      if (numbered ? line.length <= name.length : line.length !== name.length) continue
      const lower = line.toLowerCase()
      if (!(numbered ? lower.startsWith(name) && /^\d+$/.test(lower.slice(name.length)) : lower === name))
        continue
      if (lines[at + 1] === SECRET_MARK) continue
      concealed ??= [...lines]
      concealed[at + 1] = SECRET_MARK
    }
  }
  return concealed ?? lines
}

const nameOf = (pair: string): string => {
  try {
    return decodeURIComponent((pair.split('=', 1)[0] ?? '').replaceAll('+', ' '))
  } catch {
    return pair.split('=', 1)[0] ?? ''
  }
}

/** Replaces secrets in a query by placeholders. All other parts are unchanged. */
export const concealQuery = (query: string, { parameters }: SecretPlaces): string => {
  if (parameters.length === 0 || query === '') return query
  return query
    .split('&')
    .map(pair =>
      pair.includes('=') && parameters.includes(nameOf(pair))
        ? `${pair.split('=', 1)[0]}=${encodeURIComponent(SECRET_MARK)}`
        : pair
    )
    .join('&')
}

const isTree = (value: unknown): boolean => typeof value === 'object' && value !== null

/**
 * Returns true if a body may contain a secret: JSON, a token, a form, or XML with one of the secret elements.
 */
export const mayHoldSecret = (contentType: string, body: Uint8Array, { elements }: SecretPlaces): boolean => {
  if (isTree(readBody(contentType, body).value)) return true
  const { text } = decodeBody(contentType, body)
  const parsed = parseJson(text)
  return (parsed.ok && isTree(parsed.value)) || elements.some(name => xmlText(text, name) !== null)
}
