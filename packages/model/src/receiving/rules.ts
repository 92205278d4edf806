import type { Path } from '../fields/path.ts'
import type { Json } from '../kernel/json.ts'
import type { KeySource } from './key-source.ts'
import type { Comparison, Condition, FilterRule, HandshakeRule, Receiving, Scheme } from './receiving.ts'
import { signsShortTokens } from './short-token.ts'
import { parsePath, parseTemplate, type TemplateParts } from './template.ts'

/** Parsed template; `null` for an invalid template, which is never filled in. */
export type MaybeParts = TemplateParts | null

const read = (text: string): MaybeParts => {
  const parsed = parseTemplate(text)
  return parsed.ok ? parsed.parts : null
}

export interface ComparisonParts {
  left: MaybeParts
  right: MaybeParts
}
export type ConditionParts = Omit<Condition, 'of'> & {
  of: MaybeParts
  /** Lines of `text`, for the condition `one-of`. */
  lines: ReadonlySet<string>
}

/** Wildcard for all items of a list in a path. */
export const every = Symbol('every')

/** Path that may contain wildcards for list items. */
export type WidePath = (string | number | typeof every)[]

export interface SchemeRule {
  scheme: Scheme
  content: MaybeParts
  /** Header name in lower case, without the `*` of numbered headers. */
  headerName: string
  numbered: boolean
  jsonPath: WidePath | null
  timePath: Path | null
  also: ComparisonParts[]
  /** True if content that this scheme signs can look like a short token. */
  signsShortTokens: boolean
  certificateUrl: MaybeParts
}

export interface HandshakeParts {
  rule: HandshakeRule
  when: ConditionParts[]
  require: ComparisonParts[]
  capture: { name: string; value: MaybeParts }[]
  headers: { name: string; value: MaybeParts }[]
  text: MaybeParts
  json: FillableJson
  confirm: { url: MaybeParts; hosts: string[] } | null
}

/** JSON in which every text is a template. */
export type FillableJson =
  | { is: 'text'; parts: MaybeParts }
  | { is: 'list'; items: FillableJson[] }
  | { is: 'object'; members: [string, FillableJson][] }
  | { is: 'value'; value: number | boolean | null }

export interface FilterParts {
  when: ConditionParts[]
  why: string
}

/** Receiving rules with parsed templates, prepared once and used for every request. */
export interface Rules {
  receiving: Receiving
  schemes: SchemeRule[]
  /** Handshakes that are answered before the signature check. */
  first: HandshakeParts[]
  /** Handshakes that are answered after the signature check. */
  verified: HandshakeParts[]
  filters: FilterParts[]
  deliveryId: MaybeParts
  recordId: MaybeParts
  orderKey: MaybeParts
  methods: ReadonlySet<string>
  /** True if a body may be a JSON Web Token that contains the event in its claims. */
  takesTokens: boolean
}

const readWidePath = (text: string): WidePath | null => {
  const path = parsePath(text)
  return path?.map(key => (key === '*' ? every : key)) ?? null
}

const readComparison = ({ left, right }: Comparison): ComparisonParts => ({
  left: read(left),
  right: read(right)
})
const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')

const readCondition = (condition: Condition): ConditionParts => ({
  ...condition,
  of: read(condition.of),
  lines: new Set(condition.is === 'one-of' ? linesOf(condition.text) : [])
})
const readFilter = ({ when, why }: FilterRule): FilterParts => ({ when: when.map(readCondition), why })

const urlOf = (source: KeySource): string => (source.from === 'certificate' ? source.url : '')

const readScheme = (scheme: Scheme): SchemeRule => {
  const { signature, time } = scheme
  const numbered = signature.name.endsWith('*')
  return {
    scheme,
    content: read(scheme.content),
    headerName: (numbered ? signature.name.slice(0, -1) : signature.name).toLowerCase(),
    numbered,
    jsonPath: signature.from === 'json' ? readWidePath(signature.name) : null,
    timePath: time?.from === 'json' ? parsePath(time.name) : null,
    also: scheme.also.map(readComparison),
    signsShortTokens: signsShortTokens(scheme),
    certificateUrl: read(urlOf(scheme.key))
  }
}

const readJson = (value: Json): FillableJson => {
  if (typeof value === 'string') return { is: 'text', parts: read(value) }
  if (Array.isArray(value)) return { is: 'list', items: value.map(readJson) }
  if (typeof value !== 'object' || value === null) return { is: 'value', value }
  return { is: 'object', members: Object.entries(value).map(([key, inner]) => [key, readJson(inner)]) }
}

const readHandshake = (rule: HandshakeRule): HandshakeParts => {
  const { body, headers } = rule.respond
  return {
    rule,
    when: rule.when.map(readCondition),
    require: rule.require.map(readComparison),
    capture: rule.capture.map(({ name, value }) => ({ name, value: read(value) })),
    headers: headers.map(({ name, value }) => ({ name, value: read(value) })),
    text: body.is === 'text' ? read(body.text) : [],
    json: body.is === 'json' ? readJson(body.value) : { is: 'value', value: null },
    confirm: rule.confirm === null ? null : { url: read(rule.confirm.url), hosts: rule.confirm.hosts }
  }
}

/**
 * Parses all templates of the rules. Never throws: a scheme or rule with an invalid template fails closed.
 * `problemsOfReceiving` reports invalid templates.
 */
export const readRules = (receiving: Receiving): Rules => {
  const handshakes = receiving.handshake.map(readHandshake)
  return {
    receiving,
    schemes: receiving.verify.map(readScheme),
    first: handshakes.filter(({ rule }) => !rule.verified),
    verified: handshakes.filter(({ rule }) => rule.verified),
    filters: receiving.filter.map(readFilter),
    deliveryId: read(receiving.deliveryId),
    recordId: read(receiving.recordId),
    orderKey: receiving.order.mode === 'serial-per-key' ? read(receiving.order.key) : [],
    methods: new Set<string>(receiving.methods),
    takesTokens: receiving.verify.some(({ signature }) => signature.from === 'body')
  }
}
