import {
  Composer,
  type CST,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Pair,
  Parser,
  type Scalar,
  type YAMLMap
} from 'yaml'
import type { Json } from '../kernel/json.ts'
import type { Reading } from './folder.ts'

/** Maximum nesting depth of a document. It is limited because the YAML composer is recursive. */
const MAX_DEPTH = 200

/** Parsed YAML document, with the lines of its values. */
export interface YamlDocument {
  value: Json
  /**
   * Returns the line of the value at a path. If there is no such value, returns the line of the nearest
   * enclosing value.
   */
  lineOf: (place: readonly PropertyKey[]) => number
}

interface Stop {
  offset: number
  message: string
}

const noAliases = 'Anchors, aliases and tags are not allowed. Write the value out.'

/**
 * Returns the children of a YAML token. `values` are nested values; `marks` are the anchors and other marks
 * next to them.
 */
const partsOf = (token: CST.Token): { values: CST.Token[]; marks: CST.Token[] } => {
  if (token.type === 'document') return { values: token.value ? [token.value] : [], marks: token.start }
  if ('props' in token) return { values: [], marks: token.props }
  if (!('items' in token)) return { values: [], marks: [] }
  return {
    values: token.items.flatMap(item => [
      ...(item.key ? [item.key] : []),
      ...(item.value ? [item.value] : [])
    ]),
    marks: token.items.flatMap(item => [...item.start, ...(item.sep ?? [])])
  }
}

/**
 * Finds forbidden content before the document is composed: anchors, aliases, tags, and too deeply nested
 * values. Not recursive, so that deep nesting is harmless.
 */
const refusedIn = (tokens: CST.Token[]): Stop | null => {
  const left = tokens.map(token => ({ token, depth: 0 }))
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { token, depth } = next
    if (token.type === 'alias') return { offset: token.offset, message: noAliases }
    if (depth > MAX_DEPTH) {
      const message = `Values are nested more than ${MAX_DEPTH} levels deep. Make the file flatter.`
      return { offset: token.offset, message }
    }
    const { values, marks } = partsOf(token)
    const mark = marks.find(({ type }) => type === 'anchor' || type === 'tag')
    if (mark !== undefined) return { offset: mark.offset, message: noAliases }
    for (const value of values) left.push({ token: value, depth: depth + 1 })
  }
  return null
}

const offsetOf = (node: unknown): number =>
  (isScalar(node) || isMap(node) || isSeq(node) ? node.range?.[0] : undefined) ?? 0

const nameOfKey = ({ source, value }: Scalar): string => String(source ?? value)

/** Returns true for a number without loss of digits. */
const isExact = (value: number, source: string): boolean =>
  Number.isFinite(value) && (Number.isSafeInteger(value) || /[.eE]/.test(source) || String(value) === source)

/** Converts a YAML node to JSON. Calls `stop` for values that are not JSON. */
const jsonOf = (node: unknown, stop: (at: Stop) => void): Json => {
  if (isSeq(node)) return node.items.map(item => jsonOf(item, stop))
  if (isMap(node)) {
    const seen = new Set<string>()
    const entries = node.items.map(({ key, value }): [string, Json] => {
      const name = isScalar(key) && typeof key.value !== 'object' ? nameOfKey(key) : ''
      const isText = isScalar(key) && (typeof key.value === 'string' || key.value !== null)
      if (!isText) stop({ offset: offsetOf(key ?? node), message: 'A key must be a text. Put it in quotes.' })
      if (seen.has(name)) {
        stop({ offset: offsetOf(key), message: `The key “${name}” appears twice. Remove one of them.` })
      }
      seen.add(name)
      return [name, jsonOf(value, stop)]
    })
    return Object.fromEntries(entries)
  }
  if (!isScalar(node)) return null
  const { value } = node
  if (typeof value === 'number' && !isExact(value, node.source ?? '')) {
    stop({ offset: offsetOf(node), message: 'This number cannot be stored exactly. Put it in quotes.' })
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null
}

/**
 * Parses a YAML document as JSON. Rejects anchors, aliases, tags, duplicate keys, and more than 200 nested
 * levels, so that a short text cannot expand to a large value.
 */
export const readYaml = (file: string, text: string): Reading<YamlDocument> => {
  const counter = new LineCounter()
  const lineAt = (offset: number): number => Math.max(1, counter.linePos(offset).line)
  const refuse = ({ offset, message }: Stop): Reading<YamlDocument> => ({
    ok: false,
    flaws: [{ file, line: lineAt(offset), message }]
  })

  const tokens = [...new Parser(counter.addNewLine).parse(text)]
  const refused = refusedIn(tokens)
  if (refused !== null) return refuse(refused)
  // Its own check of repeated keys takes quadratic time.
  const documents = [...new Composer({ uniqueKeys: false, schema: 'core', version: '1.2' }).compose(tokens)]
  const [document, second] = documents
  if (document === undefined) return refuse({ offset: 0, message: 'The file is empty.' })
  if (second !== undefined) {
    return refuse({
      offset: second.range[0],
      message: 'The file contains several YAML documents. Keep only one.'
    })
  }
  const [error] = document.errors
  if (error !== undefined) {
    return refuse({ offset: error.pos[0], message: `This is not valid YAML: ${error.message}.` })
  }
  const stops: Stop[] = []
  const value = jsonOf(document.contents, at => stops.push(at))
  const [stop] = stops
  if (stop !== undefined) return refuse(stop)

  const pairs = new Map<object, Map<unknown, Pair>>()
  /**
   * Returns the pair of a map with the given key. The lookup is cached, since repeated searches would take
   * quadratic time.
   */
  const pairOf = (map: YAMLMap, name: PropertyKey): Pair | undefined => {
    const known =
      pairs.get(map) ??
      new Map(map.items.flatMap(pair => (isScalar(pair.key) ? [[nameOfKey(pair.key), pair]] : [])))
    pairs.set(map, known)
    return known.get(name)
  }
  const lineOf = (place: readonly PropertyKey[]): number => {
    let node: unknown = document.contents
    let offset = offsetOf(node)
    for (const step of place) {
      if (isSeq(node)) {
        node = node.items[Number(step)]
      } else if (isMap(node)) {
        const pair = pairOf(node, step)
        if (pair === undefined) break
        offset = offsetOf(pair.key)
        node = pair.value
        continue
      } else break
      if (node === undefined) break
      offset = offsetOf(node)
    }
    return lineAt(offset)
  }
  return { ok: true, content: { value, lineOf } }
}
