import { SaxesParser } from 'saxes'
import { isReservedName } from '../kernel/ids.ts'

/** Limits of a document: the maximum depth, and the maximum number of elements, attributes and texts. */
const MOST_DEPTH = 32
const MOST_VALUES = 100_000

const reasons = ['malformed', 'definitions', 'depth', 'values'] as const
type WhyNotXml = (typeof reasons)[number]

/** XML parsed to an object, or the reason for the failure. */
export type ParsedXml =
  | { ok: true; value: Record<string, unknown>; hasReserved: boolean }
  | { ok: false; why: WhyNotXml }

/** Element that is not closed yet. */
interface OpenElement {
  name: string
  members: Map<string, unknown>
  text: string
}

/** Creates the error that stops the parser at unsafe content. */
const stopped = (why: WhyNotXml): Error => new Error(why)

const whyOf = (thrown: unknown): WhyNotXml =>
  reasons.find(why => thrown instanceof Error && thrown.message === why) ?? 'malformed'

/** Adds a member to an object. Repeated names become a list. */
const addMember = (members: Map<string, unknown>, name: string, value: unknown): void => {
  const before = members.get(name)
  if (Array.isArray(before)) before.push(value)
  else members.set(name, members.has(name) ? [before, value] : value)
}

/** Returns the value of a closed element: its text, or an object of attributes, elements and text. */
const elementValueOf = ({ members, text }: OpenElement): unknown => {
  if (members.size === 0) return text
  if (text !== '') members.set('#text', text)
  return Object.fromEntries(members)
}

/**
 * Parses XML in a single pass without backtracking, and stops at the first error.
 * @throws an error with a `WhyNotXml` as its message; any other error for malformed XML
 */
const readDocument = (source: string): { value: Record<string, unknown>; hasReserved: boolean } => {
  const parser = new SaxesParser({ position: false })
  const document: OpenElement = { name: '', members: new Map(), text: '' }
  const open = [document]
  const innermost = (): OpenElement => open.at(-1) ?? document
  let values = 0
  let hasReserved = false
  const count = (): void => {
    if (++values > MOST_VALUES) throw stopped('values')
  }
  const add = (name: string, value: unknown): void => {
    count()
    if (isReservedName(name)) hasReserved = true
    else addMember(innermost().members, name, value)
  }
  parser.on('error', error => {
    throw error
  })
  parser.on('doctype', () => {
    throw stopped('definitions')
  })
  parser.on('opentagstart', ({ name }) => {
    if (open.length > MOST_DEPTH) throw stopped('depth')
    open.push({ name, members: new Map(), text: '' })
  })
  parser.on('attribute', ({ name, value }) => add(`@${name}`, value.trim()))
  parser.on('text', text => {
    const trimmed = text.trim()
    if (trimmed !== '') count()
    innermost().text += trimmed
  })
  parser.on('cdata', text => {
    count()
    innermost().text += text
  })
  parser.on('closetag', () => {
    const closed = open.pop() ?? document
    add(closed.name, elementValueOf(closed))
  })
  parser.write(source).close()
  return { value: Object.fromEntries(document.members), hasReserved }
}

/**
 * Parses XML to an object. Elements are keyed by name, attributes by name with the prefix `@`, and text next
 * to them by `#text`. Repeated elements become lists. A DOCTYPE is rejected, so no entity is expanded or
 * loaded. Reserved names are dropped. Never throws.
 */
export const parseXml = (text: string): ParsedXml => {
  try {
    return { ok: true, ...readDocument(text) }
  } catch (thrown) {
    return { ok: false, why: whyOf(thrown) }
  }
}
