import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, isAbsolute, join, relative } from 'node:path'
import {
  CONNECTOR_FILE,
  type FileError,
  type Folder,
  folderLimits,
  keyOfFolder,
  type Reading,
  validatePath
} from '@hookwright/model/files'
import { commandFault, reasonOf } from '../kernel/faults.ts'

/** Returns the paths and sizes of the files below a folder. Names that begin with a dot are skipped. */
const filesBelow = (root: string, below: string, flaws: FileError[]): { path: string; size: number }[] =>
  readdirSync(join(root, below))
    .filter(name => !name.startsWith('.'))
    .sort()
    .flatMap(name => {
      const path = below === '' ? name : `${below}/${name}`
      const about = lstatSync(join(root, path))
      if (about.isDirectory()) return filesBelow(root, path, flaws)
      if (about.isFile()) return [{ path, size: about.size }]
      const message = 'This is a symbolic link or a special file. Replace it with a regular file.'
      flaws.push({ file: path, line: null, message })
      return []
    })

/**
 * Reads a folder of text files. Links are not followed, and a folder that is too large is refused before it is read. Throws
 * `file-unreadable`.
 */
export const readFolder = (root: string): Reading<Folder> => {
  const flaws: FileError[] = []
  try {
    const files = filesBelow(root, '', flaws)
    const total = files.reduce((sum, { size }) => sum + size, 0)
    const { files: most, folderBytes } = folderLimits
    if (files.length > most || total > folderBytes) {
      const message = `The folder has ${files.length} files with ${Math.ceil(total / 1_048_576)} MB, but the limits are ${most} files and ${folderBytes / 1_048_576} MB. Remove unrelated files from the folder.`
      flaws.push({ file: null, line: null, message })
    }
    if (flaws.length > 0) return { ok: false, flaws }
    return {
      ok: true,
      content: Object.fromEntries(files.map(({ path }) => [path, readFileSync(join(root, path))]))
    }
  } catch (thrown) {
    throw commandFault('file-unreadable', { file: root, why: reasonOf(thrown) })
  }
}

/** Returns true if a path does not exist or is an empty folder. */
export const isFree = (root: string): boolean =>
  !existsSync(root) || (lstatSync(root).isDirectory() && readdirSync(root).length === 0)

/** Reads a file. Throws `file-unreadable`. */
const read = (file: string): Uint8Array => {
  try {
    return readFileSync(file)
  } catch (thrown) {
    throw commandFault('file-unreadable', { file, why: reasonOf(thrown) })
  }
}

/**
 * Refuses a folder that contains something other than this connector. Only the connector's key is compared.
 * Throws `folder-taken`, `path-linked`, `folder-unclear`, `folder-foreign`.
 */
export const mustBeOwnFolder = (root: string, key: string): void => {
  if (isFree(root)) return
  const file = join(root, CONNECTOR_FILE)
  const about = lstatSync(file, { throwIfNoEntry: false })
  if (about === undefined) throw commandFault('folder-taken', { folder: root })
  if (!about.isFile()) throw commandFault('path-linked', { path: file })
  const other = about.size > folderLimits.fileBytes ? null : keyOfFolder({ [CONNECTOR_FILE]: read(file) })
  if (other === null) throw commandFault('folder-unclear', { file, key })
  if (other !== key) throw commandFault('folder-foreign', { folder: root, other, key })
}

/**
 * Returns the folders from `upper` down to `lower`, both included. Returns only `lower` if it is not below
 * `upper`.
 */
const foldersBetween = (upper: string, lower: string): string[] => {
  const way = relative(upper, lower)
  if (way === '' || way.startsWith('..') || isAbsolute(way)) return [lower]
  return [...foldersBetween(upper, dirname(lower)), lower]
}

/**
 * Refuses links on the path to a file, since a downloaded folder may contain harmful links. Throws
 * `path-linked`.
 */
const mustBePlain = (root: string, file: string, cwd: string): void => {
  const folders = [...foldersBetween(cwd, root), ...foldersBetween(root, dirname(file))]
  for (const path of folders.filter(folder => folder !== cwd)) {
    if (lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === false) {
      throw commandFault('path-linked', { path })
    }
  }
  if (lstatSync(file, { throwIfNoEntry: false })?.isFile() === false) {
    throw commandFault('path-linked', { path: file })
  }
}

/** File patterns for the export of a connector or of a flow. */
interface ExportedFiles {
  /** Files that the export may contain. Others are refused, since a server could send any file. */
  all: RegExp
  /**
   * Files that the export replaces as a set. Existing files that match but are not in the export are removed.
   */
  anew: RegExp
}

const ofConnector: ExportedFiles = {
  all: /^(?:connector\.yaml|README\.md|logo\.\w+|flows\/[^/]+\.ya?ml|schema\/[^/]+\.json)$/,
  anew: /^(?:flows\/[^/]+\.ya?ml|logo\.\w+)$/
}

const ofFlow: ExportedFiles = {
  all: /^(?:flow\.yaml|README\.md|helpers\/[^/]+\.ya?ml|schema\/[^/]+\.json)$/,
  anew: /^helpers\/[^/]+\.ya?ml$/
}

const writeExport = (root: string, folder: Folder, cwd: string, kind: ExportedFiles): void => {
  const paths = Object.keys(folder)
  const foreign = paths.find(path => validatePath(path) !== null || !kind.all.test(path))
  if (foreign !== undefined) throw commandFault('path-foreign', { path: foreign })
  for (const path of paths) mustBePlain(root, join(root, path), cwd)
  try {
    mkdirSync(root, { recursive: true })
    const before = filesBelow(root, '', []).map(({ path }) => path)
    for (const [path, content] of Object.entries(folder)) {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), content)
    }
    for (const path of before) {
      if (kind.anew.test(path) && !Object.hasOwn(folder, path)) rmSync(join(root, path))
    }
  } catch (thrown) {
    throw commandFault('file-unwritable', { file: root, why: reasonOf(thrown) })
  }
}

/**
 * Writes the files of a connector's export. Removes files of flows that are not in the export; all other
 * files stay. No link below `cwd` is followed. Throws `path-foreign`, `path-linked`, `file-unwritable`.
 */
export const writeFolder = (root: string, folder: Folder, cwd: string): void =>
  writeExport(root, folder, cwd, ofConnector)

/** Writes the files of a flow's export. Throws the same faults as `writeFolder`. */
export const writeFlowFolder = (root: string, folder: Folder, cwd: string): void =>
  writeExport(root, folder, cwd, ofFlow)
