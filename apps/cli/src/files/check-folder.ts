import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { findingsOf } from '@hookwright/backend/offline'
import { cardSpecs } from '@hookwright/cards'
import type { Finding } from '@hookwright/model'
import {
  CONNECTOR_FILE,
  type ConnectorContent,
  type FileError,
  type Folder,
  formatFileError,
  type Reading,
  readConnector
} from '@hookwright/model/files'
import { commandFault } from '../kernel/faults.ts'
import { readFolder } from './folder-on-disk.ts'

/** Connector and its files, read from a folder. */
export interface ConnectorFolder {
  files: Folder
  content: ConnectorContent
}

/** Reads a connector from a folder, or returns every error in its files. Throws `file-unreadable`. */
export const readConnectorFolder = (root: string): Reading<ConnectorFolder> => {
  // Looked at first, so that a whole repository is not read.
  if (existsSync(root) && !existsSync(join(root, CONNECTOR_FILE))) {
    const message = `There is no connector in ${root}. Choose a folder with a ${CONNECTOR_FILE}.`
    return { ok: false, flaws: [{ file: null, line: null, message }] }
  }
  const folder = readFolder(root)
  if (!folder.ok) return folder
  const reading = readConnector(folder.content, { isKnownCard: type => cardSpecs.has(type) })
  return reading.ok ? { ok: true, content: { files: folder.content, content: reading.content } } : reading
}

/** Returns the errors and warnings of a connector, as the server would report them. */
export const findingsIn = ({ authentication, flows }: ConnectorContent): Finding[] =>
  findingsOf(authentication, flows, cardSpecs)

/** Throws `files-invalid` with a sentence for each of the first errors. */
export const refuseFlaws = (root: string, flaws: FileError[]): never => {
  const shown = flaws.slice(0, 5).map(formatFileError)
  const more = flaws.length - shown.length
  const what = `${shown.join(' ')}${more > 0 ? ` More problems: ${more}.` : ''}`
  throw commandFault('files-invalid', { folder: root, count: flaws.length, what })
}

/** Reads a connector from a folder. Throws `files-invalid`, `file-unreadable`. */
export const takeConnectorFolder = (root: string): ConnectorFolder => {
  const reading = readConnectorFolder(root)
  return reading.ok ? reading.content : refuseFlaws(root, reading.flaws)
}
