import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type FileFlaw, type Folder, folderLimits, type Reading } from '@hookwright/model/files'
import { commandFault, reasonOf } from '../kernel/faults.ts'

/** Paths and sizes of the files below a folder. Names that begin with a dot are left out. */
const filesBelow = (root: string, below: string, flaws: FileFlaw[]): { path: string; size: number }[] =>
  readdirSync(join(root, below))
    .filter(name => !name.startsWith('.'))
    .sort()
    .flatMap(name => {
      const path = below === '' ? name : `${below}/${name}`
      const about = lstatSync(join(root, path))
      if (about.isDirectory()) return filesBelow(root, path, flaws)
      if (about.isFile()) return [{ path, size: about.size }]
      const message = 'This is a symbolic link or a special file. Replace it by a plain file.'
      flaws.push({ file: path, line: null, message })
      return []
    })

/**
 * Reads a folder of text files. Links are not followed, and a folder that is too large is refused before it is read. Throws
 * `file-unreadable`.
 */
export const readFolder = (root: string): Reading<Folder> => {
  const flaws: FileFlaw[] = []
  try {
    const files = filesBelow(root, '', flaws)
    const total = files.reduce((sum, { size }) => sum + size, 0)
    const { files: most, folderBytes } = folderLimits
    if (files.length > most || total > folderBytes) {
      const message = `The folder has ${files.length} files with ${Math.ceil(total / 1_048_576)} MB, but the limits are ${most} files and ${folderBytes / 1_048_576} MB. Remove the files that do not belong to it.`
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

/** True for a path that is missing, or a folder without anything in it. */
export const isFree = (root: string): boolean =>
  !existsSync(root) || (lstatSync(root).isDirectory() && readdirSync(root).length === 0)

/** Files that an export writes anew, so that those it does not name are gone from the connector. */
const isExported = (path: string): boolean => /^(?:flows\/[^/]+\.ya?ml|logo\.\w+)$/.test(path)

/**
 * Writes the files of an export. Files of flows that it does not name are removed; all others stay. Throws
 * `file-unwritable`.
 */
export const writeFolder = (root: string, folder: Folder): void => {
  try {
    mkdirSync(root, { recursive: true })
    const before = filesBelow(root, '', []).map(({ path }) => path)
    for (const [path, content] of Object.entries(folder)) {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), content)
    }
    for (const path of before) {
      if (isExported(path) && !Object.hasOwn(folder, path)) rmSync(join(root, path))
    }
  } catch (thrown) {
    throw commandFault('file-unwritable', { file: root, why: reasonOf(thrown) })
  }
}
