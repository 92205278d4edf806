import { Fault, type Id } from '@hookwright/model'
import {
  type ConnectorContent,
  type Folder,
  idWithKey,
  type Reading,
  readConnector
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

/** Unpacks an archive, or returns the reason why that is not possible. */
export const unpackFolder = (archive: string): Reading<Folder> => {
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
