import { Fault, type Id } from '@hookwright/model'
import {
  type ConnectorContent,
  type Folder,
  idWithKey,
  type Reading,
  type ReadUserFlow,
  readConnector,
  readUserFlow
} from '@hookwright/model/files'
import { unzipFolder } from './zip.ts'

/**
 * Archive of a connector, with all data of this installation that is needed to read it. Contains only plain
 * data, so that it can be sent to a worker thread.
 */
export interface ArchiveQuestion {
  /** ZIP archive, base64-encoded. */
  archive: string
  /** Ids of the connector's flows, by their keys in files. */
  ids: [key: string, id: Id][]
  /** Types of the cards that this installation supports. */
  cards: string[]
}

/** Reads archives on another thread than the one that answers requests. */
export type ArchiveReader = (question: ArchiveQuestion) => Promise<Reading<ConnectorContent>>

/** Length of a base64 archive above which another thread reads it. Its files may be twenty times as large. */
export const LARGE_ARCHIVE = 2_000

/** Connector that a user's flow can use, with its deployed version. */
export interface UsableConnector {
  key: string
  id: Id
  /** Deployed version, to which `flows` belong. Null if there is none. */
  versionId: Id | null
  flows: [key: string, id: Id][]
}

/**
 * Archive of a user's flow, with all data of this installation that is needed to read it. Contains only plain
 * data, so that it can be sent to a worker thread.
 */
export interface UserFlowQuestion extends ArchiveQuestion {
  connectors: UsableConnector[]
  /** Connections that the person may use, with their connector ids. */
  connections: { id: Id; connectorId: Id; name: string }[]
}

/** Reads archives of users' flows on another thread than the one that answers requests. */
export type UserFlowReader = (question: UserFlowQuestion) => Promise<Reading<ReadUserFlow>>

/** Unpacks an archive. Returns the reasons if this is not possible. */
const unpackFolder = (archive: string): Reading<Folder> => {
  try {
    return { ok: true, content: unzipFolder(Buffer.from(archive, 'base64')) }
  } catch (thrown) {
    if (!(thrown instanceof Fault) || thrown.code !== 'files.refused') throw thrown
    return { ok: false, flaws: [{ file: null, line: null, message: String(thrown.details.what) }] }
  }
}

/** Reads a folder. An existing flow keeps its id; a new flow gets an id that ends with its key. */
export const readFiles = (
  folder: Folder,
  { ids, cards }: Omit<ArchiveQuestion, 'archive'>,
  newId: () => Id
): Reading<ConnectorContent> => {
  const known = new Map(ids)
  const types = new Set(cards)
  return readConnector(folder, {
    idOf: key => known.get(key) ?? idWithKey(newId(), key),
    isKnownCard: type => types.has(type)
  })
}

/** Reads an archive in the same way as `readFiles` reads a folder. */
export const readArchive = (
  { archive, ...known }: ArchiveQuestion,
  newId: () => Id
): Reading<ConnectorContent> => {
  const folder = unpackFolder(archive)
  return folder.ok ? readFiles(folder.content, known, newId) : folder
}

/** Reads an archive of a user's flow. An existing flow keeps its id; a new flow gets an id that ends with its key. */
export const readUserFlowArchive = (
  { archive, ids, cards, connectors, connections }: UserFlowQuestion,
  newId: () => Id
): Reading<ReadUserFlow> => {
  const folder = unpackFolder(archive)
  if (!folder.ok) return folder
  const known = new Map(ids)
  const types = new Set(cards)
  const usable = new Map(
    connectors.map(({ key, flows, ...connector }) => [key, { ...connector, flows: new Map(flows) }])
  )
  return readUserFlow(folder.content, {
    idOf: key => known.get(key) ?? idWithKey(newId(), key),
    isKnownCard: type => types.has(type),
    idOfPart: (key, part) => {
      const connector = usable.get(key)
      if (part === 'connector') return connector?.id
      return part === 'version' ? (connector?.versionId ?? undefined) : connector?.flows.get(part.flowKey)
    },
    idOfConnection: ({ connectorKey, name }) =>
      connections.find(each => each.connectorId === usable.get(connectorKey)?.id && each.name === name)?.id ??
      null
  })
}
