import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Fault, type Millis } from '@hookwright/model'
import { convertDatabase, isOldDatabase, lockFolder } from '@hookwright/store/sqlite'
import { convertAuthFile, isOldAuthFile } from '../sign-in/convert-auth-file.ts'
import { type Backup, backUp } from './back-up.ts'
import { databaseNames } from './manifest.ts'

/**
 * Converts a data folder written by Hookwright 0.7 or older, after backing it up next to the folder. Each
 * database is converted completely or not at all, so a killed run can be repeated; it then creates another
 * backup. Returns the backup, or null if there was nothing to convert.
 *
 * Throws `convert.no-data`, `storage.busy` for a folder in use, `backup.failed`, `storage.failed`,
 * `auth-file.failed`.
 */
export const convert = async (params: {
  folder: string
  now: Millis
  migrations?: string
  oldMigrations?: string
}): Promise<Backup | null> => {
  const { folder, now, ...folders } = params
  const main = join(folder, databaseNames.main)
  const auth = join(folder, databaseNames.auth)
  if (!existsSync(main)) throw new Fault('convert.no-data', { folder })
  const unlock = lockFolder(folder)
  try {
    const isOld = { main: isOldDatabase(main, folders), auth: isOldAuthFile(auth) }
    if (!isOld.main && !isOld.auth) return null
    const stamp = new Date(now).toISOString().replace(/[:.]/g, '-')
    const key = { secretKey: null, secretKeyFile: null, withKey: false }
    const backup = await backUp({ dataFolder: folder, to: `${folder}-before-convert-${stamp}`, ...key, now })
    if (isOld.auth) convertAuthFile(auth)
    if (isOld.main) await convertDatabase(main, folders)
    return backup
  } finally {
    unlock()
  }
}
