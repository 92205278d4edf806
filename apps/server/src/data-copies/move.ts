import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { runLimitOf } from '@hookwright/backend'
import { cardSpecs } from '@hookwright/cards'
import { Fault, type Secret } from '@hookwright/model'
import { beginMove, endMove, openPostgres, requeueWork, type TableDigest } from '@hookwright/store/move'
import { openSealer, type Sealer } from '../effects/seal.ts'
import { findSealingKey, keyFileName, nextKeyFileName } from '../effects/sealing-key.ts'
import { openPostgresStorage } from '../sign-in/postgres-database.ts'
import { isFree, takePlace } from './files.ts'
import { databaseNames } from './manifest.ts'
import { copyWhole, openWholeFolder, tablesOf, type WholeEnd, withAuthSchema } from './whole-end.ts'

/** Moved table, with the number and the hash of its rows. Both are equal at source and target. */
export interface MovedTable extends TableDigest {
  table: string
}

/** Parameters of a move in either direction. */
interface Move {
  /** Data folder, which is the source or the target. */
  folder: string
  url: Secret
  secretKey: Secret | null
  secretKeyFile: string | null
  /** Folder with the migrations of both databases. The default is the store's source folder. */
  migrations?: string
  /** Called for each table once both sides have been compared. */
  moved?: (table: MovedTable) => void
}

const sealerOf = ({ folder, secretKey, secretKeyFile }: Move): Promise<Sealer> =>
  openSealer({ dataFolder: folder, secretKey, secretKeyFile, hasSealed: async () => true, randomBytes })

/** Opens the PostgreSQL database, and checks that its servers use the configured encryption key. */
const openWholeDatabase = async (move: Move, as: 'source' | 'target'): Promise<WholeEnd> => {
  const { url, migrations } = move
  const end = await openPostgres({
    url: url.reveal(),
    as,
    ...(migrations !== undefined && { migrations: join(migrations, 'postgres') })
  })
  try {
    const sealer = await sealerOf(move)
    const storage = await openPostgresStorage({ url: url.reveal(), clock: Date.now, sealer })
    await storage.database.close()
  } catch (thrown) {
    await end.close()
    throw thrown
  }
  return withAuthSchema(end)
}

/** Copies all tables and compares source and target. */
const copyAll = async (
  { from, to }: { from: WholeEnd; to: WholeEnd },
  { target, moved = () => {} }: { target: string; moved?: Move['moved'] }
): Promise<void> => {
  await beginMove({ to, source: from.id, tables: tablesOf(to), target })
  await copyWhole({ from, to }, ({ name }, digest) => moved({ table: name, ...digest }))
}

/**
 * Throws if the configured key differs from the key in the folder. Otherwise the moved secrets could not be
 * decrypted.
 */
const assertSameKey = async (move: Move): Promise<void> => {
  const { folder, secretKey, secretKeyFile } = move
  if (existsSync(join(folder, nextKeyFileName))) throw new Fault('move.key-exchange', { folder })
  const file = join(folder, keyFileName)
  if (!existsSync(file)) return
  const key = await findSealingKey({
    ...{ dataFolder: folder, secretKey, secretKeyFile, randomBytes },
    hasSealed: async () => true
  })
  if ((await readFile(file, 'utf8')).trim() !== key.reveal()) {
    throw new Fault('move.other-key', { folder, file })
  }
}

/**
 * Moves a data folder into an empty PostgreSQL database: all rows with their ids, members and unfinished
 * work. The folder is not changed. Repeating an interrupted move continues it.
 *
 * Throws `move.no-data`, `move.other-key`, `move.key-exchange`, `storage.busy` for a folder in use,
 * `move.in-use`, `move.not-empty`, `move.differs`, `storage.failed`.
 */
export const moveToDatabase = async (move: Move): Promise<void> => {
  const { folder, url, migrations, moved } = move
  if (!existsSync(join(folder, databaseNames.main))) throw new Fault('move.no-data', { folder })
  await assertSameKey(move)
  const from = await openWholeFolder(folder, migrations)
  try {
    const to = await openWholeDatabase(move, 'target')
    try {
      await copyAll({ from, to }, { target: 'the database', moved })
      const atOnceOf: Parameters<typeof requeueWork>[0]['atOnceOf'] = ({ flow }) =>
        runLimitOf(cardSpecs, flow.doc)
      await requeueWork({ url: url.reveal(), atOnceOf })
      await endMove(to)
    } finally {
      await to.close()
    }
  } finally {
    await from.close()
  }
}

/**
 * Moves a PostgreSQL database into a missing or empty folder, which gets its final name once it is complete.
 * The database is not changed. Repeating an interrupted move continues it. A server started on the folder
 * continues the unfinished work.
 *
 * Throws `move.not-empty`, `move.in-use`, `move.differs`, `seal.key-wrong`, `storage.failed`.
 */
export const moveToFolder = async (move: Move): Promise<void> => {
  const { folder, migrations, moved } = move
  if (!isFree(folder)) {
    throw new Fault('move.not-empty', { target: `the folder ${folder}`, found: 'it has files' })
  }
  const partial = `${folder}.partial`
  mkdirSync(dirname(folder), { recursive: true })
  const from = await openWholeDatabase(move, 'source')
  try {
    const to = await openWholeFolder(partial, migrations)
    try {
      await copyAll({ from, to }, { target: `the folder ${partial}`, moved })
      await endMove(to)
    } finally {
      await to.close()
    }
    takePlace(partial, folder)
  } finally {
    await from.close()
  }
}
