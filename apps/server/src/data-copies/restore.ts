import { randomInt } from 'node:crypto'
import { chmodSync, copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { Fault } from '@hookwright/model'
import { isFolderLocked } from '@hookwright/store/sqlite'
import Database from 'better-sqlite3'
import { keyFileName, nextKeyFileName } from '../effects/sealing-key.ts'
import { endSessions } from './back-up.ts'
import { fillFolder, isFree } from './files.ts'
import { databaseNames, digestOf, type Manifest, readManifest } from './manifest.ts'
import { type RegisteredFlow, readRegisteredFlows } from './registered-flows.ts'

/** Result of a restore. */
export interface Restored {
  folder: string
  manifest: Manifest
  /** False if the backup has no sealing key, so the operator must copy the key to the folder. */
  hasKey: boolean
  /** Flows that may be registered twice at their services; null if they could not be read. */
  registered: RegisteredFlow[] | null
}

/** Returns why a copied database cannot be used; null if it can. */
const flawOf = (path: string): string | null => {
  const db = new Database(path, { readonly: true, fileMustExist: true })
  try {
    const found = String(db.pragma('integrity_check(1)', { simple: true }))
    return found === 'ok' ? null : found
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown)
  } finally {
    db.close()
  }
}

/** Gives the restored database a new id. An old log in the folder is then not applied to it. */
const nameAnew = (path: string): void => {
  const db = new Database(path, { fileMustExist: true })
  try {
    db.pragma(`application_id = ${randomInt(1, 2 ** 31)}`)
  } finally {
    db.close()
  }
}

/** Copies each file and checks it against the manifest. */
const copyFiles = async (from: string, to: string, { files }: Manifest): Promise<void> => {
  const bad = (why: string): Fault => new Fault('restore.bad-copy', { folder: from, why })
  for (const [name, { sha256 }] of Object.entries(files)) {
    const path = join(to, name)
    try {
      copyFileSync(join(from, name), path)
    } catch (thrown) {
      throw bad(`${name} cannot be read (${thrown instanceof Error ? thrown.message : String(thrown)})`)
    }
    chmodSync(path, 0o600)
    if ((await digestOf(path)).sha256 !== sha256) {
      throw bad(`${name} is not the file that was backed up; it was changed or copied in part`)
    }
    const flaw = name === keyFileName || name === nextKeyFileName ? null : flawOf(path)
    if (flaw !== null) throw bad(`${name} is damaged (${flaw})`)
  }
}

/**
 * Restores a backup into a missing or empty folder. Sessions are not restored, so members must sign in again.
 * The folder gets its final name once it is complete.
 *
 * Throws `restore.target-taken`, `restore.bad-copy`.
 */
export const restore = async ({ from, to }: { from: string; to: string }): Promise<Restored> => {
  const state = isFolderLocked(to) ? 'is used by a running server' : 'is not empty'
  if (!isFree(to)) throw new Fault('restore.target-taken', { folder: to, state })
  const manifest = readManifest(from)
  if (manifest === null || manifest.files[databaseNames.main] === undefined) {
    throw new Fault('restore.bad-copy', { folder: from, why: 'it has no backup.json that can be read' })
  }
  let registered: RegisteredFlow[] | null = null
  await fillFolder(to, async partial => {
    await copyFiles(from, partial, manifest)
    registered = readRegisteredFlows(join(partial, databaseNames.main))
    nameAnew(join(partial, databaseNames.main))
    if (manifest.files[databaseNames.auth] !== undefined) endSessions(join(partial, databaseNames.auth))
  })
  return { folder: to, manifest, hasKey: manifest.files[keyFileName] !== undefined, registered }
}
