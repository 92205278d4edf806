import { SaxesParser } from 'saxes'
import { isReservedName } from '../kernel/ids.ts'

/** Maximum depth of a document, and maximum number of its elements, attributes and texts. */
const MOST_DEPTH = 32
const MOST_VALUES = 100_000

const reasons = ['malformed', 'definitions', 'depth', 'values'] as const
type WhyNotXml = (typeof reasons)[number]

/** XML that was read as an object, or why it was not. */
export type ParsedXml =
  | { ok: true; value: Record<string, unknown>; hasReserved: boolean }
  | { ok: false; why: WhyNotXml }

/** An element that is open. */
interface OpenElement {
  name: string
  members: Map<string, unknown>
  text: string
}

/** Stops the parser at the first thing that cannot be read safely. */
const stopped = (why: WhyNotXml): Error => new Error(why)

const whyOf = (thrown: unknown): WhyNotXml =>
  reasons.find(why => thrown instanceof Error && thrown.message === why) ?? 'malformed'

/** Adds a member; a name that comes twice makes a list. */
const addMember = (members: Map<string, unknown>, name: string, value: unknown): void => {
  const before = members.get(name)
  if (Array.isArray(before)) before.push(value)
  else members.set(name, members.has(name) ? [before, value] : value)
}

/** Returns the value of a closed element: its text alone, or an object of attributes, elements and text. */
const elementValueOf = ({ members, text }: OpenElement): unknown => {
  if (members.size === 0) return text
  if (text !== '') members.set('#text', text)
  return Object.fromEntries(members)
}

/**
 * Parses XML in one pass: the parser looks at every character once and never back, and stops at the first mistake.
 * @throws an error whose message is a `WhyNotXml`, or any other for malformed XML
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
 * Parses XML as an object: elements by their names, attributes behind `@`, text beside either as `#text`; an element that
 * comes twice is a list. A DOCTYPE is refused, so no entity is expanded or loaded. Reserved names are left out. Never
 * throws.
 */
export const parseXml = (text: string): ParsedXml => {
  try {
    return { ok: true, ...readDocument(text) }
  } catch (thrown) {
    return { ok: false, why: whyOf(thrown) }
  }
}
