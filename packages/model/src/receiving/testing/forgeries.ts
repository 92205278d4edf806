import { type Path, valueAt } from '../../fields/path.ts'
import { isJsonObject } from '../../kernel/json.ts'
import { bytesOf } from '../../kernel/text-bytes.ts'
import type { Arriving } from '../arriving.ts'
import type { Preset } from '../presets.ts'
import type { Scheme } from '../receiving.ts'
import { type Atom, parsePath, parseTemplate } from '../template.ts'
import { bodyText, jsonOf, placeText, signedRequestOf, withPlaceText } from './speak.ts'

/** Changed request, with a description of the change. */
export type Changed = [what: string, request: Arriving]

/** Returns a text with one character replaced by another of the same kind. */
export const flipped = (text: string, at: number): string => {
  const sign = text.charAt(at)
  const other = /[0-8]/.test(sign) ? '9' : sign === 'a' ? 'b' : sign === '9' ? '8' : 'a'
  return text.slice(0, at) + other + text.slice(at + 1)
}

const flippedInside = (text: string): string => flipped(text, Math.floor(text.length / 2))

/** Returns a request with one flipped bit in the middle of its body. */
const withOtherBit = (request: Arriving): Arriving => {
  const middle = Math.floor(request.body.length / 2)
  return { ...request, body: request.body.map((byte, at) => (at === middle ? byte ^ 1 : byte)) }
}

const ofBody = (request: Arriving): Changed[] => [
  ['one bit of the body', withOtherBit(request)],
  ['a space behind the body', { ...request, body: bytesOf(`${bodyText(request)} `) }],
  ['the body cut', { ...request, body: request.body.slice(0, -1) }],
  ['an empty body', { ...request, body: new Uint8Array() }]
]

const ofForm = (request: Arriving): Changed[] => [...ofBody(request), ...ofFields(request)]

const ofFields = (request: Arriving): Changed[] => [
  ['another field', { ...request, body: bytesOf(bodyText(request).replace('=', '=a')) }],
  ['a field more', { ...request, body: bytesOf(`${bodyText(request)}&Extra=1`) }],
  ['a field less', { ...request, body: bytesOf(bodyText(request).replace(/^[^&]*&/, '')) }]
]

const ofUrl = (request: Arriving): Changed[] => {
  const changed: Changed[] = [
    ['a parameter more', { ...request, query: `${request.query}&b=1` }],
    ['another Event URL', { ...request, eventUrl: flipped(request.eventUrl, request.eventUrl.length - 1) }]
  ]
  if (request.query !== '')
    changed.push(
      ['another query', { ...request, query: flippedInside(request.query) }],
      ['no query', { ...request, query: '' }]
    )
  return changed
}

/** Returns a request in which a function has changed the lines of one header. */
const withHeaderLines = (
  request: Arriving,
  name: string,
  lines: (value: string) => readonly string[]
): Arriving => ({
  ...request,
  headers: request.headers.flatMap((line, at) => {
    if (at % 2 === 1) return []
    const value = request.headers[at + 1] ?? ''
    return line.toLowerCase() === name ? lines(value).flatMap(one => [line, one]) : [line, value]
  })
})

const ofHeader = (request: Arriving, name: string): Changed[] => [
  [`another ${name}`, withHeaderLines(request, name, value => [flippedInside(value)])],
  [`no ${name}`, withHeaderLines(request, name, () => [])],
  [`${name} twice`, withHeaderLines(request, name, value => [value, value])]
]

const withParameters = (
  request: Arriving,
  name: string,
  values: (value: string) => readonly string[]
): Arriving => {
  const lines = [...new URLSearchParams(request.query)].flatMap(([key, value]) =>
    (key === name ? values(value) : [value]).map((one): [string, string] => [key, one])
  )
  return { ...request, query: new URLSearchParams(lines).toString() }
}

const ofQuery = (request: Arriving, name: string): Changed[] => [
  [`another parameter ${name}`, withParameters(request, name, value => [flippedInside(value)])],
  [`no parameter ${name}`, withParameters(request, name, () => [])],
  [`the parameter ${name} twice`, withParameters(request, name, value => [value, value])]
]

/** Returns a request in which a function has changed the parts `name=value` of its signature. */
const withSignatureParts = (
  request: Arriving,
  scheme: Scheme,
  name: string,
  parts: (part: string) => readonly string[]
): Arriving => {
  const { split } = scheme.signature
  const before = placeText(request, scheme).split(split)
  const after = before.flatMap(part => (part.startsWith(`${name}=`) ? parts(part) : [part]))
  return withPlaceText(request, scheme, after.join(split))
}

const ofSignature = (request: Arriving, scheme: Scheme, name: string): Changed[] => [
  [`another ${name} in the signature`, withSignatureParts(request, scheme, name, part => [laterPart(part)])],
  [`no ${name} in the signature`, withSignatureParts(request, scheme, name, () => [])],
  [`${name} twice in the signature`, withSignatureParts(request, scheme, name, part => [part, part])],
  [
    `another ${name} before that of the signature`,
    withSignatureParts(request, scheme, name, part => [laterPart(part), part])
  ]
]

const laterPart = (part: string): string => flipped(part, part.length - 1)

/** Returns a value with the member at a path changed by a function; `undefined` removes the member. */
const changedAt = (value: unknown, path: Path, change: (found: unknown) => unknown): unknown => {
  const [key, ...rest] = path
  if (key === undefined) return change(value)
  if (Array.isArray(value))
    return value.map((item, at) => (at === key ? changedAt(item, rest, change) : item))
  return isJsonObject(value)
    ? { ...value, [String(key)]: changedAt(value[String(key)], rest, change) }
    : value
}

const withJsonAt = (request: Arriving, path: Path, change: (found: unknown) => unknown): Arriving => ({
  ...request,
  body: bytesOf(JSON.stringify(changedAt(jsonOf(request), path, change)))
})

const otherValue = (found: unknown): unknown =>
  typeof found === 'number' ? Number(flippedInside(String(found))) : flippedInside(String(found))

/** Returns a request with a duplicate member at a path. The second value counts, as in JSON parsers. */
const withMemberBehind = (request: Arriving, path: Path): Arriving => {
  const name = JSON.stringify(path.at(-1))
  const found = valueAt(jsonOf(request), path)
  const member = `${name}:${JSON.stringify(found)}`
  const behind = `${member},${name}:${JSON.stringify(otherValue(found))}`
  return { ...request, body: bytesOf(bodyText(request).replace(member, () => behind)) }
}

const ofJson = (request: Arriving, path: Path): Changed[] => {
  const name = path.join('.')
  if (valueAt(jsonOf(request), path) === null)
    return [[`${name} in the body, where there was none`, withJsonAt(request, path, () => 'more')]]
  return [
    [`another ${name} in the body`, withJsonAt(request, path, otherValue)],
    [`no ${name} in the body`, withJsonAt(request, path, () => undefined)],
    [`another ${name} behind that of the body`, withMemberBehind(request, path)]
  ]
}

const atomsIn = (text: string): Atom[] => {
  const parsed = parseTemplate(text)
  return parsed.ok ? parsed.parts.flatMap(part => (typeof part === 'object' ? [part] : [])) : []
}

/** Returns the place of a scheme's timestamp as template atoms. */
const atomsOfTime = ({ time }: Scheme): Atom[] => {
  if (time === null) return []
  const { from, name } = time
  const kind = from === 'signature' ? 'sig' : from
  const path = kind === 'json' ? (parsePath(name) ?? []) : []
  const named = kind === 'header' ? name.toLowerCase() : name
  return [{ kind, name: named, path, optional: false, filters: [] }]
}

/** Returns forgeries of a body that is a token: other claims, and the algorithm “none”. */
const ofToken = (request: Arriving): Changed[] => {
  const [head = '', , signature = ''] = bodyText(request).split('.')
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const claims = part({ type: 'invoice.void' })
  const body = (...parts: string[]) => ({ ...request, body: bytesOf(parts.join('.')) })
  return [
    ['other claims', body(head, claims, signature)],
    ['an algorithm of none', body(part({ alg: 'none' }), claims, signature)],
    ['an algorithm of none without a signature', body(part({ alg: 'none' }), claims, '')]
  ]
}

/**
 * Returns forgeries of a request with an unchanged signature. Each forgery changes one part that the scheme
 * signs, compares with signed content, or reads the time from. Throws for a part that cannot be changed, so
 * that no part is skipped.
 */
export const forgeriesOf = (request: Arriving, preset: Preset, scheme: Scheme): Changed[] => {
  const compared = scheme.also.flatMap(({ left, right }) => [...atomsIn(left), ...atomsIn(right)])
  const atoms = [...atomsIn(scheme.content), ...compared, ...atomsOfTime(scheme)]
  const forgeries = atoms.flatMap((atom): Changed[] => {
    const { kind, name, path } = atom
    switch (kind) {
      case 'body':
        return ofBody(request)
      case 'form':
        // Where the signature is one of the fields, other changes of the bytes are changes of the signature.
        return scheme.signature.from === 'form' ? ofFields(request) : ofForm(request)
      case 'url':
        return ofUrl(request)
      case 'method':
        return [['another method', { ...request, method: 'PUT' }]]
      case 'header':
        return ofHeader(request, name)
      case 'query':
        return ofQuery(request, name)
      case 'sig':
        return ofSignature(request, scheme, name)
      case 'json':
        return ofJson(request, path)
      case 'registration':
        return [
          ['another registration', signedRequestOf(preset, scheme, { registration: { id: 'another' } })]
        ]
      default:
        throw new Error(`${preset.id} signs ${kind}, which nothing here changes.`)
    }
  })
  if (scheme.signature.from === 'body') forgeries.push(...ofToken(request))
  return [...new Map(forgeries)]
}
