import { Fault, Flow, type Id } from '@hookwright/model'
import { parse } from 'yaml'
import { type ApiChoice, type Conversion, convertDocuments } from './convert.ts'
import { type ImportNote, openDocument } from './document.ts'
import { type ApiOutline, type IndexedDocument, indexDocument, outlineOf } from './outline.ts'

/** Request to convert parts of documents that were read before. */
export interface ConversionRequest {
  documents: Id[]
  choice: ApiChoice
  connectorBase: string | null
  takenNames: string[]
}

/** OpenAPI document after it was read, with its title and outline. */
export interface ReadDocument {
  title: string
  /**
   * `ApiOutline` of the document as JSON text. Threads exchange a text much faster than thousands of objects.
   */
  outline: string
}

/** Reads and caches OpenAPI documents to convert parts of them. */
export interface ApiDocuments {
  /**
   * Reads a document and caches it under an id. `body` may be transferred to a worker thread and is then
   * empty. Throws `openapi.unreadable`.
   */
  read: (id: Id, name: string, body: Uint8Array) => Promise<ReadDocument>
  /** Converts parts of documents. Throws `openapi.document-gone`, `openapi.part-gone`. */
  convert: (request: ConversionRequest) => Promise<Conversion>
  /** Removes documents from the cache. */
  drop: (ids: readonly Id[]) => void
}

/** Maximum number of aliases that a YAML document may resolve. Each alias may represent a large part. */
const MOST_ALIASES = 1_000

const refuse = (name: string, why: string): Fault =>
  new Fault('openapi.unreadable', { name: name.slice(0, 200), why })

/** Parses JSON if the text begins with a brace or a bracket, otherwise YAML. */
const parseText = (name: string, text: string): unknown => {
  const isJson = /^\uFEFF?\s*[{[]/.test(text)
  try {
    return isJson
      ? JSON.parse(text.replace(/^\uFEFF/, ''))
      : parse(text, { maxAliasCount: MOST_ALIASES, uniqueKeys: false, logLevel: 'silent' })
  } catch (thrown) {
    const said = thrown instanceof Error ? (thrown.message.split('\n')[0] ?? '').slice(0, 200) : ''
    throw refuse(name, `The file is not valid ${isJson ? 'JSON' : 'JSON or YAML'}: ${said}`)
  }
}

/** Validates a parsed document against its specification. Does not follow external references. */
export type Validate = (document: unknown) => Promise<ImportNote[]>

/** Removes invalid flows, which could not be opened, and adds a note for each. */
const withValidFlows = (conversion: Conversion): Conversion => {
  const invalid = conversion.flows.filter(({ doc }) => !Flow.safeParse(doc).success)
  if (invalid.length === 0) return conversion
  return {
    ...conversion,
    flows: conversion.flows.filter(flow => !invalid.includes(flow)),
    notes: [
      ...conversion.notes,
      ...invalid.map(({ name }) => ({
        place: name ?? '',
        reason: 'The flow was left out because its names or texts are too long.'
      }))
    ]
  }
}

/** Creates the reader of documents for this thread. */
export const createApiDocuments = (params: { validate: Validate; newId: () => Id }): ApiDocuments => {
  const kept = new Map<Id, IndexedDocument>()
  return {
    read: async (id, name, body) => {
      const value = parseText(name, new TextDecoder().decode(body))
      const opened = openDocument(value)
      if (!opened.ok) throw refuse(name, opened.why)
      const indexed = indexDocument(opened.document, await params.validate(value))
      if (indexed.operations.length + indexed.events.length === 0)
        throw refuse(
          name,
          'The document has no operations and no webhooks that can be imported. Choose another document.'
        )
      kept.set(id, indexed)
      const outline: ApiOutline = outlineOf(indexed)
      return { title: outline.title, outline: JSON.stringify(outline) }
    },
    convert: async ({ documents, ...request }) => {
      const found = documents.flatMap(id => kept.get(id) ?? [])
      if (found.length < documents.length) throw new Fault('openapi.document-gone')
      return withValidFlows(convertDocuments({ ...request, documents: found, newId: params.newId }))
    },
    drop: ids => {
      for (const id of ids) kept.delete(id)
    }
  }
}
