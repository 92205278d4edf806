import { isJsonObject } from '@hookwright/model'

/** Object in a document. Code that reads its members must check them. */
export type Node = Record<string, unknown>

/** Remark about a part of a document that an import omits or changes, with the reason. */
export interface ImportNote {
  /** Location in the document, such as `GET /users ▸ parameter filter`. */
  place: string
  reason: string
}

/** Supported versions of OpenAPI. */
export type ApiVersion = '2.0' | '3.0' | '3.1'

/** Parsed OpenAPI document. */
export interface ApiDocument {
  root: Node
  version: ApiVersion
  /**
   * Returns an object, or the object that a reference points to inside the document. Null for any other
   * value, and for a reference that is external, broken or circular.
   */
  resolve: (value: unknown) => Node | null
  /** References that were not resolved, with the reasons. */
  refused: ReadonlyMap<string, string>
}

/** Maximum size of a document, in bytes. */
export const LARGEST_DOCUMENT = 32 * 1_048_576

/** Maximum number of chained references. */
const MOST_HOPS = 32

/** Maximum number of unresolved references to report. */
const MOST_REFUSED = 200

/** Returns a value as an object. Returns an empty object for any other type. */
export const nodeOf = (value: unknown): Node => (isJsonObject(value) ? value : {})

/** Returns a value as a list. Returns an empty list for any other type. */
export const itemsOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

/** Returns a value as text. Returns an empty text for any other type. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

const decodeStep = (step: string): string => {
  const plain = step.replaceAll('~1', '/').replaceAll('~0', '~')
  try {
    return decodeURIComponent(plain)
  } catch {
    return plain
  }
}

/**
 * Returns the value at a JSON pointer (RFC 6901) such as `/components/schemas/User`. Undefined if there is
 * none.
 */
const valueAtPointer = (root: unknown, pointer: string): unknown => {
  let value = root
  for (const step of pointer.split('/').slice(1)) {
    if (typeof value !== 'object' || value === null) return undefined
    const key = decodeStep(step)
    const found = Object.hasOwn(value, key) ? key : step.replaceAll('~1', '/').replaceAll('~0', '~')
    if (!Object.hasOwn(value, found)) return undefined
    value = Reflect.get(value, found)
  }
  return value
}

/** Returns the version of a document; null when it is not an OpenAPI document of a known version. */
const versionOf = (root: Node): ApiVersion | null => {
  if (String(root.swagger) === '2' || /^2\.0/.test(String(root.swagger))) return '2.0'
  const stated = textOf(root.openapi)
  if (stated.startsWith('3.0')) return '3.0'
  return stated.startsWith('3.1') ? '3.1' : null
}

/** Opens a parsed document. If it is not an OpenAPI document, returns the reason. */
export const openDocument = (
  value: unknown
): { ok: true; document: ApiDocument } | { ok: false; why: string } => {
  if (!isJsonObject(value))
    return { ok: false, why: 'The file contains no object. Choose an OpenAPI document.' }
  const version = versionOf(value)
  if (version === null) {
    const stated = textOf(value.openapi) || textOf(value.swagger)
    const why =
      stated === ''
        ? 'The OpenAPI version is missing: the document needs the key “openapi” or “swagger”. Choose another file.'
        : `The OpenAPI version ${stated.slice(0, 20)} is not supported. Choose a document with version 2.0, 3.0 or 3.1.`
    return { ok: false, why }
  }
  const refused = new Map<string, string>()
  const refuse = (reference: string, why: string): null => {
    if (refused.size < MOST_REFUSED) refused.set(reference.slice(0, 300), why)
    return null
  }
  const resolve = (start: unknown): Node | null => {
    let current = start
    for (let hop = 0; hop < MOST_HOPS; hop += 1) {
      if (!isJsonObject(current)) return null
      const reference = current.$ref
      if (typeof reference !== 'string') return current
      if (!reference.startsWith('#'))
        return refuse(
          reference,
          'The reference points to another file, which is not fetched. Bundle the document into one file.'
        )
      const found = reference === '#' ? value : valueAtPointer(value, reference.slice(1))
      if (found === undefined)
        return refuse(reference, 'The reference points to a part that does not exist in the document.')
      current = found
    }
    return refuse(textOf(nodeOf(start).$ref), 'The reference points to itself.')
  }
  return { ok: true, document: { root: value, version, resolve, refused } }
}
