import { type ApiScheme, schemesOf } from './authentication.ts'
import { type ApiDocument, type ImportNote, nodeOf, textOf } from './document.ts'
import { type ApiEvent, eventsOf } from './events.ts'
import { type ApiRegistration, findRegistrations } from './find-registrations.ts'
import { type ApiOperation, operationsOf } from './operations.ts'
import { loginLeftOut, placesOfLogins, serversOf } from './servers.ts'

/** Document with the operations, events and registrations that were found in it. */
export interface IndexedDocument {
  document: ApiDocument
  title: string
  description: string
  docsUrl: string | null
  operations: ApiOperation[]
  events: ApiEvent[]
  registrations: ApiRegistration[]
  notes: ImportNote[]
}

/** Overview of a document, for the page where a maker chooses parts. */
export interface ApiOutline {
  title: string
  version: string
  servers: string[]
  schemes: ApiScheme[]
  operations: Pick<ApiOperation, 'key' | 'method' | 'path' | 'name' | 'tag' | 'isDeprecated'>[]
  events: { key: string; name: string; event: string; tag: string; kind: 'webhook' | 'callback' }[]
  /** Ways to register events, best first. */
  registrations: { key: string; name: string; canDelete: boolean; canList: boolean }[]
  notes: ImportNote[]
}

/** Maximum number of notes about a document. */
const MOST_NOTES = 500

/** Returns the URL of the documentation. Null if it is not a valid URL. */
const docsUrlOf = ({ root }: ApiDocument): string | null => {
  const url = textOf(nodeOf(root.externalDocs).url)
  return /^https?:\/\//.test(url) && URL.canParse(url) ? url : null
}

/** Finds operations, events and registrations of a document. */
export const indexDocument = (document: ApiDocument, notes: readonly ImportNote[]): IndexedDocument => {
  const info = nodeOf(document.root.info)
  const { operations, others } = operationsOf(document)
  const events = eventsOf(document, operations)
  const registrations = findRegistrations(document, operations, events)
  const schemes = schemesOf([document]).flatMap(({ key, whyNot }) =>
    whyNot === null ? [] : [{ place: `security scheme ${key.slice(0, 80)}`, reason: whyNot }]
  )
  return {
    document,
    title: textOf(info.title).trim().slice(0, 200),
    description: textOf(info.description).trim().slice(0, 2_000),
    docsUrl: docsUrlOf(document),
    ...{ operations, events, registrations },
    notes: [
      ...notes,
      ...schemes,
      ...placesOfLogins(document, operations).map(place => ({ place, reason: loginLeftOut })),
      ...others.map(place => ({ place, reason: 'No card can send requests with this method.' }))
    ].slice(0, MOST_NOTES)
  }
}

/** Returns the overview of a document. */
export const outlineOf = (indexed: IndexedDocument): ApiOutline => {
  const { document, title, operations, events, registrations, notes } = indexed
  return {
    title,
    version: document.version,
    servers: serversOf(document),
    schemes: schemesOf([document]),
    operations: operations.map(({ key, method, path, name, tag, isDeprecated }) => ({
      ...{ key, method, path, name, tag, isDeprecated }
    })),
    events: events.map(({ key, name, event, tag }) => ({
      ...{ key, name, event, tag },
      kind: key.startsWith('webhook ') ? 'webhook' : 'callback'
    })),
    registrations: registrations.map(({ key, create, remove, list }) => ({
      key,
      name: create.name,
      canDelete: remove !== null,
      canList: list !== null
    })),
    notes: [...notes, ...[...document.refused].map(([place, reason]) => ({ place, reason }))]
  }
}
