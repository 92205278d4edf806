import { chmodSync, copyFileSync, existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Fault, type Millis, type Secret } from '@hookwright/model'
import Database from 'better-sqlite3'
import { keyFileName, nextKeyFileName } from '../effects/sealing-key.ts'
import { fillFolder, isFree } from './files.ts'
import { databaseNames, digestOf, type Manifest, manifestName } from './manifest.ts'

/** Description of a finished backup. */
export interface Backup {
  folder: string
  manifest: Manifest
}

const counted = ['connectors', 'flows', 'connections', 'subscriptions', 'deliveries', 'runs'] as const

/**
 * Copies a consistent snapshot of a SQLite database while other processes write to it. Uses one read
 * transaction, and omits free pages (https://www.sqlite.org/lang_vacuum.html#vacuuminto). The write-ahead log
 * grows until the copy is complete.
 */
const copyDatabase = (from: string, to: string): void => {
  const db = new Database(from, { readonly: true, fileMustExist: true, timeout: 30_000 })
  try {
    db.prepare('vacuum into ?').run(to)
  } finally {
    db.close()
  }
  chmodSync(to, 0o600)
}

const withDatabase = <T>(path: string, act: (db: Database.Database) => T): T => {
  const db = new Database(path, { fileMustExist: true })
  try {
    return act(db)
  } finally {
    db.close()
  }
}

const countIn = (path: string, tables: readonly string[]): [string, number][] =>
  withDatabase(path, db =>
    tables.map(table => [table, Number(db.prepare(`select count(*) from ${table}`).pluck().get())])
  )

/** Table of OAuth tokens, which older database files do not have. */
const TOKENS = 'oauth_record'

/**
 * Deletes the sessions and OAuth tokens from a copy. Only their hashes are stored, but the original holders
 * may still have them.
 */
export const endSessions = (path: string): void =>
  withDatabase(path, db => {
    db.pragma('secure_delete = on')
    db.exec('delete from session')
    const hasTokens = db.prepare('select 1 from sqlite_master where name = ?').get(TOKENS) !== undefined
    if (hasTokens) db.exec(`delete from ${TOKENS} where model <> 'Client'`)
    db.exec('vacuum')
  })

/** Writes the sealing key to the file from which the restored server reads it. */
export const writeKey = (to: string, key: { secretKey: Secret | null; file: string }): void => {
  if (key.secretKey === null) copyFileSync(key.file, to)
  else writeFileSync(to, `${key.secretKey.reveal()}\n`)
  chmodSync(to, 0o600)
}

/** Writes the manifest of a copy to its folder, and returns it. */
export const describeCopy = async (
  folder: string,
  names: readonly string[],
  now: Millis
): Promise<Manifest> => {
  const { main, auth } = databaseNames
  const files: Manifest['files'] = {}
  for (const name of names) files[name] = await digestOf(join(folder, name))
  const members = names.includes(auth) ? countIn(join(folder, auth), ['user']) : []
  const counts = Object.fromEntries([...countIn(join(folder, main), counted), ...members])
  const manifest: Manifest = { format: 1, createdAt: new Date(now).toISOString(), files, counts }
  writeFileSync(join(folder, manifestName), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 })
  return manifest
}

/** Converts an error of a backup to the fault `backup.failed`. */
export const toBackupFault = (thrown: unknown): Fault =>
  new Fault('backup.failed', { why: thrown instanceof Error ? thrown.message : String(thrown) }, thrown)

/**
 * Backs up a data folder, even while the server runs. Includes the database and `auth.db` without sessions;
 * the sealing key only on request. The folder gets its final name once it is complete.
 *
 * Throws `backup.no-data`, `backup.target-taken`, `backup.failed`.
 */
export const backUp = async (params: {
  dataFolder: string
  secretKey: Secret | null
  secretKeyFile: string | null
  to: string
  withKey: boolean
  now: Millis
}): Promise<Backup> => {
  const { dataFolder, secretKey, secretKeyFile, to, withKey, now } = params
  const { main, auth } = databaseNames
  if (!existsSync(join(dataFolder, main))) throw new Fault('backup.no-data', { folder: dataFolder })
  if (!isFree(to)) throw new Fault('backup.target-taken', { folder: to })
  let manifest: Manifest | null = null
  try {
    await fillFolder(to, async partial => {
      const names: string[] = [main]
      copyDatabase(join(dataFolder, main), join(partial, main))
      if (existsSync(join(dataFolder, auth))) {
        copyDatabase(join(dataFolder, auth), join(partial, auth))
        endSessions(join(partial, auth))
        names.push(auth)
      }
      if (withKey) {
        writeKey(join(partial, keyFileName), {
          secretKey,
          file: secretKeyFile ?? join(dataFolder, keyFileName)
        })
        names.push(keyFileName)
        // While keys are exchanged, some records are sealed with the next one.
        const next = join(dataFolder, nextKeyFileName)
        if (secretKey === null && secretKeyFile === null && existsSync(next)) {
          writeKey(join(partial, nextKeyFileName), { secretKey: null, file: next })
          names.push(nextKeyFileName)
        }
      }
      manifest = await describeCopy(partial, names, now)
    })
  } catch (thrown) {
    throw toBackupFault(thrown)
  }
  if (manifest === null) throw new Error('A backup has a manifest.')
  return { folder: to, manifest }
}
