import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync
} from 'node:fs'
import { dirname } from 'node:path'

/** Returns true for a missing or empty folder. */
export const isFree = (folder: string): boolean => !existsSync(folder) || readdirSync(folder).length === 0

/** Syncs a file or folder to disk, so that it survives a power loss. */
const syncPath = (path: string): void => {
  const fd = openSync(path, 'r')
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}

/** Syncs a complete folder to disk and renames it to its final name. The target must be missing or empty. */
export const takePlace = (partial: string, folder: string): void => {
  for (const name of readdirSync(partial)) syncPath(`${partial}/${name}`)
  syncPath(partial)
  if (existsSync(folder)) rmdirSync(folder)
  renameSync(partial, folder)
  syncPath(dirname(folder))
}

/**
 * Writes a folder atomically: a temporary folder is renamed once it is complete and synced. The target must be missing
 * or empty.
 */
export const fillFolder = async (folder: string, fill: (partial: string) => Promise<void>): Promise<void> => {
  const partial = `${folder}.partial`
  mkdirSync(dirname(folder), { recursive: true })
  rmSync(partial, { recursive: true, force: true })
  mkdirSync(partial, { mode: 0o700 })
  try {
    await fill(partial)
    takePlace(partial, folder)
  } catch (thrown) {
    rmSync(partial, { recursive: true, force: true })
    throw thrown
  }
}
