import { decodeBody } from '../deliveries/decode-body.ts'
import { readBody } from '../deliveries/read-body.ts'
import { parseJson } from '../fields/parse-json.ts'
import type { Comparison, Receiving } from './receiving.ts'
import { xmlText } from './xml-text.ts'

/** Placeholder for a secret of the receiving rules in stored requests. */
export const SECRET_MARK = '[secret]'

/** Places of a request whose value is itself a secret, not a signature. */
export interface SecretPlaces {
  /** Header names in lower case. A numbered one matches all names with this prefix and a number. */
  headers: { name: string; numbered: boolean }[]
  parameters: string[]
  /** Paths of members of a JSON or form body, as the rules write them. */
  members: string[]
  /** Names of elements of an XML body. */
  elements: string[]
  /** Schemes and handshake rules whose keys occur in one of these places. */
  ids: string[]
}

const atom = /^\{(header|query|form|json|xml)\.([^{}|]+?)\??\}$/

/** Returns the place that a comparison compares with the key itself; null for other comparisons. */
const comparedWithKey = ({ left, right }: Comparison): { from: string; name: string } | null => {
  const sides = [left.trim(), right.trim()]
  if (!sides.includes('{key}')) return null
  const [, from = '', name = ''] = atom.exec(sides.find(side => side !== '{key}') ?? '') ?? []
  return from === '' ? null : { from, name }
}

/**
 * Returns the places of secrets in requests: those of `token` schemes, those that handshakes
 * compare with their key, and the Authorization header, which may always contain one.
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

/** Returns header lines with placeholders for secrets; the same array when there are none. */
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

/** Returns a query with placeholders for secrets. Everything else is unchanged. */
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
 * Returns true for a body that is parsed as JSON, a token or a form, or contains an element that
 * may be a secret.
 */
export const mayHoldSecret = (contentType: string, body: Uint8Array, { elements }: SecretPlaces): boolean => {
  if (isTree(readBody(contentType, body).value)) return true
  const { text } = decodeBody(contentType, body)
  const parsed = parseJson(text)
  return (parsed.ok && isTree(parsed.value)) || elements.some(name => xmlText(text, name) !== null)
}
