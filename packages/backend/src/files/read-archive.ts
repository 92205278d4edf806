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

/** An archive of a connector, with all that reading it needs of the installation, so that a thread can read it. */
export interface ArchiveQuestion {
  /** ZIP archive in Base64. */
  archive: string
  /** Ids of the connector's flows, by their keys in files. */
  ids: [key: string, id: Id][]
  /** Known types of cards. */
  cards: string[]
}

/** Reads archives elsewhere than on the thread that answers requests. */
export type ArchiveReader = (question: ArchiveQuestion) => Promise<Reading<ConnectorContent>>

/** Length of an archive from which a thread reads it, since its files may be twenty times as large. */
export const LARGE_ARCHIVE = 2_000

/** Connector that a user's flow can use, with its deployed version. */
export interface UsableConnector {
  key: string
  id: Id
  /** Null without a deployed version; `flows` are those of the version. */
  versionId: Id | null
  flows: [key: string, id: Id][]
}

/** Archive of a user's flow, with the data of the installation that is needed to read it on a thread. */
export interface UserFlowQuestion extends ArchiveQuestion {
  connectors: UsableConnector[]
  /** Connections that the person can use, with the ids of their connectors. */
  connections: { id: Id; connectorId: Id; name: string }[]
}

/** Reads archives of users' flows elsewhere than on the thread that answers requests. */
export type UserFlowReader = (question: UserFlowQuestion) => Promise<Reading<ReadUserFlow>>

/** Unpacks an archive, or returns the reason why that is not possible. */
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

/** Reads an archive as `readFiles` does its folder. */
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
