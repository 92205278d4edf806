import {
  type Authentication,
  type Branding,
  type Connector,
  Fault,
  HOUR,
  type Id,
  isBlankFlow,
  type Millis,
  methodsOf,
  nameOfCopy,
  plainBranding,
  slugOf
} from '@hookwright/model'
import { hostsOf } from '@hookwright/model/files'
import type { FlowRow, Store } from '@hookwright/store'
import { basisOf, contentOfFlow, markNewHosts, type PreviewedHost } from '../files/connector-files.ts'
import type { Effects } from '../kernel/effects.ts'
import { heldKey, type ProcessCalls } from '../kernel/process-calls.ts'
import type { ApiChoice, ConvertedFlow } from './convert.ts'
import type { ImportNote } from './document.ts'
import type { ApiDocuments } from './documents.ts'
import { connectorNameOfTitle } from './names.ts'

/** Preview of importing documents. */
export interface ApiPreview {
  /** Unused name for a new connector. */
  freeName: string
  flows: { name: string; kind: ConvertedFlow['kind']; cards: number }[]
  /** Names of the authentication methods. Null if the connector keeps its methods. */
  methods: string[] | null
  hosts: PreviewedHost[]
  notes: ImportNote[]
  /** Hash of the connector's draft at the time of the preview. */
  basis: string
}

/**
 * Limits for uploaded documents: the number per member, the total size in bytes, and the time for which they
 * are kept.
 */
const openApiLimits = {
  documents: 10,
  keptBytes: 64 * 1_048_576,
  keptFor: HOUR
} as const

/** Maximum number of actions and events to import at once. */
const MOST_IMPORTED = 100

/** Maximum length of a connector's name, in characters. */
const LONGEST_NAME = 80

interface KeptDocument {
  id: Id
  ownerId: string
  title: string
  bytes: number
  usedAt: Millis
  /** Original document, kept for requests of other processes. Null if there are no other processes. */
  source: { name: string; body: Uint8Array } | null
}

/** Uploaded document for another process. */
interface SentDocument {
  name: string
  /** Body, base64-encoded. */
  body: string
}

const textOfBase = ({ baseUrl }: Authentication): string =>
  baseUrl.kind === 'literal' && typeof baseUrl.value === 'string' ? baseUrl.value : ''

/** Creates the operations that import OpenAPI documents: upload, preview, and import. */
export const createOpenApiImport = (params: {
  store: Store
  documents: ApiDocuments
  effects: Pick<Effects, 'clock' | 'newId' | 'newSuffix'>
  calls: Pick<ProcessCalls, 'isShared' | 'hold' | 'release' | 'toHolder'>
}) => {
  const { store, documents, effects, calls } = params
  let kept: KeptDocument[] = []

  const forget = (gone: readonly KeptDocument[]): void => {
    if (gone.length === 0) return
    kept = kept.filter(each => !gone.includes(each))
    documents.drop(gone.map(({ id }) => id))
    for (const { id } of gone) calls.release(heldKey('document', id))
  }

  /** Removes expired documents. Above the limits, also removes the least recently used documents. */
  const makeRoom = (ownerId: string, bytes: number): void => {
    const now = effects.clock()
    forget(kept.filter(({ usedAt }) => usedAt + openApiLimits.keptFor <= now))
    kept.sort((one, other) => one.usedAt - other.usedAt)
    const own = kept.filter(each => each.ownerId === ownerId)
    forget(own.slice(0, Math.max(0, own.length + 1 - openApiLimits.documents)))
    let held = kept.reduce((sum, each) => sum + each.bytes, bytes)
    for (const each of [...kept]) {
      if (held <= openApiLimits.keptBytes) break
      held -= each.bytes
      forget([each])
    }
  }

  const keep = async (id: Id, name: string, body: Uint8Array, ownerId: string): Promise<string> => {
    // With several processes, the document is held here and by its reader.
    const bytes = body.byteLength * (calls.isShared ? 2 : 1)
    makeRoom(ownerId, bytes)
    const source = calls.isShared ? { name, body: new Uint8Array(body) } : null
    const { title, outline } = await documents.read(id, name, body)
    kept.push({ id, ownerId, title, bytes, usedAt: effects.clock(), source })
    return outline
  }

  const askHolder = calls.toHolder(
    'openapi.document',
    ({ id }: { id: Id; ownerId: string }) => heldKey('document', id),
    ({ id, ownerId }): SentDocument | null => {
      const source = kept.find(each => each.id === id && each.ownerId === ownerId)?.source ?? null
      return source && { name: source.name, body: Buffer.from(source.body).toString('base64') }
    }
  )

  /** Fetches a document that was uploaded to another process. */
  const fetchElsewhere = async (id: Id, ownerId: string): Promise<void> => {
    const sent = (await askHolder({ id, ownerId }))?.output ?? null
    if (sent !== null) await keep(id, sent.name, Buffer.from(sent.body, 'base64'), ownerId)
  }

  /** Returns uploaded documents of a member. Documents of other members are not found. */
  const found = async (ids: readonly Id[], ownerId: string): Promise<KeptDocument[]> => {
    for (const id of ids) if (!kept.some(each => each.id === id)) await fetchElsewhere(id, ownerId)
    const those = ids.flatMap(id => kept.find(each => each.id === id && each.ownerId === ownerId) ?? [])
    if (those.length < ids.length) throw new Fault('openapi.document-gone')
    for (const each of those) each.usedAt = effects.clock()
    return those
  }

  const draftOf = async (id: Id): Promise<{ connector: Connector; flows: FlowRow[]; basis: string }> => {
    const connector = await store.connectors.find(id)
    if (connector === null) throw new Fault('connector.gone')
    const flows = (await store.flows.list(id)).filter(flow => !isBlankFlow(flow))
    const { authentication } = connector
    return { connector, flows, basis: basisOf({ authentication, flows: flows.map(contentOfFlow) }) }
  }

  const convert = async (ids: Id[], choice: ApiChoice, into: Id | null, by: string) => {
    const titles = (await found(ids, by)).map(({ title }) => title)
    const count = choice.operations.length + choice.events.length
    if (count === 0) throw new Fault('openapi.nothing-chosen')
    if (count > MOST_IMPORTED) throw new Fault('openapi.too-many', { count, most: MOST_IMPORTED })
    const before = into === null ? null : await draftOf(into)
    const conversion = await documents.convert({
      ...{ documents: ids, choice },
      connectorBase: before === null ? null : textOfBase(before.connector.authentication),
      takenNames: before === null ? [] : before.flows.map(({ name }) => name ?? '')
    })
    return { before, conversion, title: titles.find(title => title !== '') ?? '' }
  }

  const rowsOf = (flows: readonly ConvertedFlow[], connectorId: Id, by: string, now: Millis): FlowRow[] =>
    flows.map(({ kind: _kind, ...flow }) => ({
      ...flow,
      ...{ connectorId, ownerId: by, draftNo: 1, createdAt: now, updatedAt: now }
    }))

  return {
    /**
     * Reads an uploaded document and keeps it for a limited time. Returns its outline as JSON. Throws
     * `openapi.unreadable`.
     */
    upload: async (name: string, body: Uint8Array, by: string): Promise<{ id: Id; outline: string }> => {
      const id = effects.newId()
      const outline = await keep(id, name, body, by)
      await calls.hold(heldKey('document', id))
      return { id, outline }
    },

    /**
     * Returns the effects of importing parts of a member's documents as a new connector, or into one. Changes nothing. Throws
     * `openapi.document-gone`, `openapi.part-gone`, `openapi.nothing-chosen`, `openapi.too-many`, `connector.gone`.
     */
    preview: async (ids: Id[], choice: ApiChoice, into: Id | null, by: string): Promise<ApiPreview> => {
      const { before, conversion, title } = await convert(ids, choice, into, by)
      const names = (await store.connectors.list()).map(({ name }) => name)
      const wanted = connectorNameOfTitle(title, LONGEST_NAME - 5)
      const isTaken = names.some(name => name.toLowerCase() === wanted.toLowerCase())
      const { flows, notes, authentication } = conversion
      const hosts = hostsOf(before === null ? { authentication, flows } : { flows })
      const known = before === null ? [] : hostsOf({ ...before.connector, flows: before.flows })
      return {
        freeName: isTaken ? nameOfCopy(wanted, names, LONGEST_NAME) : wanted,
        flows: flows.map(({ name, kind, doc }) => ({ name: name ?? '', kind, cards: doc.strip.length })),
        methods: before === null ? methodsOf(authentication).map(({ name, kind }) => name ?? kind) : null,
        hosts: markNewHosts(hosts, known),
        notes,
        basis: before?.basis ?? basisOf(null)
      }
    },

    /**
     * Creates a connector from parts of documents in one transaction. Throws the errors of `preview`, and
     * `connector.name-taken`.
     */
    create: async (ids: Id[], choice: ApiChoice, name: string, by: string): Promise<Connector> => {
      const { conversion } = await convert(ids, choice, null, by)
      const { authentication, description, docsUrl, flows } = conversion
      const now = effects.clock()
      const branding: Branding = { ...plainBranding, docsUrl }
      const connector: Connector = {
        ...{ id: effects.newId(), name, description, authentication, branding },
        key: `${slugOf(name)}_${effects.newSuffix()}`,
        ...{ createdAt: now, deletedAt: null }
      }
      await store.connectors.add(connector, rowsOf(flows, connector.id, by, now))
      return connector
    },

    /**
     * Adds flows from parts of documents to a connector in one transaction. `basis` is the hash from the
     * preview. Throws the errors of `preview`, and `files.stale`.
     */
    add: async (
      ids: Id[],
      choice: ApiChoice,
      into: { connectorId: Id; basis: string },
      by: string
    ): Promise<Connector> => {
      const { before, conversion } = await convert(ids, choice, into.connectorId, by)
      if (before === null || before.basis !== into.basis) throw new Fault('files.stale')
      const now = effects.clock()
      const added = rowsOf(conversion.flows, into.connectorId, by, now)
      await store.flows.writeImport({ connector: null, added, saved: [], at: now, by })
      return before.connector
    }
  }
}
