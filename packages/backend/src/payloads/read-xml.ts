import { isReservedName, type ReadBody } from '@hookwright/model'
import { SaxesParser } from 'saxes'

/** Levels of elements, and elements, attributes and texts, that one body may hold. */
const MOST_DEPTH = 32
const MOST_VALUES = 100_000

const kept = {
  malformed: 'The body is declared as XML but is not valid XML, so it was kept as text.',
  definitions: 'The XML body contains a DOCTYPE, which is not supported, so it was kept as text.',
  depth: 'The XML body is nested more than 32 levels deep, so it was kept as text.',
  values: 'The XML body has more than 100,000 values, so it was kept as text.'
} as const
type WhyKept = keyof typeof kept

/** An element that is open. */
interface OpenElement {
  name: string
  members: Map<string, unknown>
  text: string
}

/** Stops the parser at the first thing that makes a body text. */
const stopped = (why: WhyKept): Error => new Error(why)

const isWhy = (text: string): text is WhyKept => text in kept

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
 * @throws an error whose message is a `WhyKept`, or any other for malformed XML
 */
const parseXml = (source: string): { value: unknown; hasReserved: boolean } => {
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
 * Reads XML as an object: elements by their names, attributes behind `@`, text beside either as `#text`; an element that
 * comes twice is a list. Never throws: what cannot be read safely is text, with a sentence that says so.
 */
export const readXml = (text: string): ReadBody => {
  try {
    const { value, hasReserved } = parseXml(text)
    return hasReserved ? { value, keptAsText: null, droppedKeys: true } : { value, keptAsText: null }
  } catch (thrown) {
    const why = thrown instanceof Error && isWhy(thrown.message) ? thrown.message : 'malformed'
    return { value: text, keptAsText: kept[why] }
  }
}
