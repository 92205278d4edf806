import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { Fault, type Millis, type Secret } from '@hookwright/model'
import { openPostgres } from '@hookwright/store/move'
import { keyFileName } from '../effects/sealing-key.ts'
import { type Backup, describeCopy, toBackupFault, writeKey } from './back-up.ts'
import { fillFolder, isFree } from './files.ts'
import { databaseNames, type Manifest } from './manifest.ts'
import { copyWhole, openWholeFolder, withAuthSchema } from './whole-end.ts'

/**
 * Backs up a PostgreSQL database into a data folder, even while servers use the database. The copy is a
 * consistent snapshot. `restore` reads the backup like any data folder, and `move` copies it into a database
 * again. Sessions are omitted; the encryption key is included only on request.
 *
 * Throws `backup.target-taken`, `backup.other-version`, `backup.failed`.
 */
export const backUpDatabase = async (params: {
  url: Secret
  secretKey: Secret | null
  secretKeyFile: string | null
  to: string
  withKey: boolean
  now: Millis
  /** Folder with the migrations of both databases. The default is the store's source folder. */
  migrations?: string
}): Promise<Backup> => {
  const { url, secretKey, secretKeyFile, to, withKey, now, migrations } = params
  if (!isFree(to)) throw new Fault('backup.target-taken', { folder: to })
  let manifest: Manifest | null = null
  try {
    const from = withAuthSchema(
      await openPostgres({
        ...{ url: url.reveal(), as: 'snapshot' },
        ...(migrations !== undefined && { migrations: join(migrations, 'postgres') })
      })
    )
    try {
      await fillFolder(to, async partial => {
        const copy = await openWholeFolder(partial, migrations)
        try {
          await copyWhole({ from, to: copy })
        } finally {
          await copy.close()
        }
        rmSync(join(partial, 'lock.db'), { force: true })
        const names: string[] = [databaseNames.main, databaseNames.auth]
        if (withKey) {
          writeKey(join(partial, keyFileName), { secretKey, file: secretKeyFile ?? keyFileName })
          names.push(keyFileName)
        }
        manifest = await describeCopy(partial, names, now)
      })
    } finally {
      await from.close()
    }
  } catch (thrown) {
    throw thrown instanceof Fault && thrown.code.startsWith('backup.') ? thrown : toBackupFault(thrown)
  }
  if (manifest === null) throw new Error('A backup has a manifest.')
  return { folder: to, manifest }
}
