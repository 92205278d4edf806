import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqliteStore } from './sqlite/open-sqlite-store.ts'

export { openOldFile, putRow } from './sqlite/convert/old-file.ts'

const FILE = 'hookwright.db'

let made: Promise<Buffer> | null = null

/** Returns the bytes of the database file of an empty store. */
const makeFile = async (): Promise<Buffer> => {
  const folder = mkdtempSync(join(tmpdir(), 'hookwright-new-'))
  try {
    await (await openSqliteStore({ folder })).close()
    return readFileSync(join(folder, FILE))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * Copies the database file of an empty store into a folder, unless the folder already has one. Creates the
 * folder if needed. The migrated file is created once for all tests of a process.
 */
export const copyEmptyStore = async (folder: string): Promise<void> => {
  const path = join(folder, FILE)
  if (existsSync(path)) return
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  made ??= makeFile()
  writeFileSync(path, await made, { flag: 'wx', mode: 0o600 })
}
