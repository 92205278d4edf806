import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { type Resealed, resealAll } from '@hookwright/backend'
import { Fault } from '@hookwright/model'
import { isFolderLocked, openSqliteStore } from '@hookwright/store/sqlite'
import { backUp } from './data-copies/back-up.ts'
import type { backUpDatabase } from './data-copies/back-up-database.ts'
import { convert } from './data-copies/convert.ts'
import type { Manifest } from './data-copies/manifest.ts'
import { formatRegisteredFlows } from './data-copies/registered-flows.ts'
import { restore } from './data-copies/restore.ts'
import { endOnDiskFailure } from './disk/disk-failure.ts'
import { openSealer } from './effects/seal.ts'
import { keyFileName, makeNextKey, nextKeyFileName, takeNextKey } from './effects/sealing-key.ts'
import { readEnvironment } from './env.ts'

const isBundle = import.meta.env?.PROD === true

const besideBundle = (name: string): string => fileURLToPath(new URL(name, import.meta.url))

const say = (sentence: string): void => {
  process.stdout.write(`${sentence}\n`)
}

const sayError = (sentence: string): void => {
  process.stderr.write(`${sentence}\n`)
}

const listed = ({ counts }: Manifest): string =>
  Object.entries(counts)
    .map(([what, count]) => `${count} ${what}`)
    .join(', ')

/** Prints a result as JSON, for the command that runs this script. */
const sayJson = (result: object): void => say(JSON.stringify(result))

/** Backs up a PostgreSQL database. The code is loaded only on use, since it needs both database drivers. */
const backUpServer: typeof backUpDatabase = async params =>
  (await import('./data-copies/back-up-database.ts')).backUpDatabase({
    ...params,
    ...(isBundle && { migrations: besideBundle('./migrations') })
  })

const runBackup = async (args: string[]): Promise<void> => {
  const { values } = parseArgs({
    args,
    options: { to: { type: 'string' }, 'with-key': { type: 'boolean' }, json: { type: 'boolean' } }
  })
  const { dataFolder, databaseUrl, secretKey, secretKeyFile } = readEnvironment()
  const now = Date.now()
  const stamp = new Date(now).toISOString().slice(0, 19).replaceAll(':', '-')
  const to = resolve(values.to ?? `hookwright-backup-${stamp}`)
  const copy = { secretKey, secretKeyFile, to, withKey: values['with-key'] === true, now }
  const { folder, manifest } =
    databaseUrl === null
      ? await backUp({ dataFolder, ...copy })
      : await backUpServer({ url: databaseUrl, ...copy })
  const from = databaseUrl === null ? dataFolder : 'the database'
  if (values.json === true) {
    const { counts, createdAt } = manifest
    return sayJson({ from, folder, createdAt, counts, hasKey: values['with-key'] === true })
  }
  say(`Backed up ${from} to ${folder}: ${listed(manifest)}.`)
  say(
    values['with-key'] === true
      ? 'The backup contains the encryption key, so anyone who has it can read all secrets. Keep it in a safe place.'
      : 'The encryption key is not part of the backup. Keep a copy of the key in another place; without it the secrets cannot be read.'
  )
}

const runRestore = async (args: string[]): Promise<void> => {
  const { values } = parseArgs({
    args,
    options: { from: { type: 'string' }, to: { type: 'string' }, json: { type: 'boolean' } }
  })
  if (values.from === undefined) {
    throw new Fault('input.invalid', {
      what: 'Nothing was restored because no backup was specified. Run hookwright restore --from FOLDER [--to FOLDER].'
    })
  }
  const to = values.to === undefined ? readEnvironment().dataFolder : resolve(values.to)
  const { folder, manifest, hasKey, registered } = await restore({ from: resolve(values.from), to })
  if (values.json === true) {
    return sayJson({ folder, createdAt: manifest.createdAt, counts: manifest.counts, hasKey, registered })
  }
  say(`Restored the backup of ${manifest.createdAt} to ${folder}: ${listed(manifest)}.`)
  if (!hasKey) {
    say(
      `Before you start the server, put the encryption key into ${folder}/secret.key or set HOOKWRIGHT_SECRET_KEY.`
    )
  }
  for (const sentence of formatRegisteredFlows(registered)) say(sentence)
  say(`Start the server with HOOKWRIGHT_DATA=${folder}. All members must sign in again.`)
}

const runConvert = async (args: string[]): Promise<void> => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: 'boolean' } }
  })
  const [named, ...more] = positionals
  if (named === undefined || more.length > 0) {
    throw new Fault('input.invalid', {
      what: 'Nothing was converted because no data folder was specified. Run hookwright convert FOLDER.'
    })
  }
  const folder = resolve(named)
  const laid = isBundle && {
    migrations: besideBundle('./migrations/sqlite'),
    oldMigrations: besideBundle('./old-migrations')
  }
  const backup = await convert({ folder, now: Date.now(), ...laid })
  if (values.json === true) return sayJson({ folder, backup: backup?.folder ?? null })
  if (backup === null) return say(`${folder} needs no conversion; start the server.`)
  say(`Converted ${folder}. The backup from before is in ${backup.folder}; remove it once all is well.`)
}

/** Interval for checking if the running server has finished the key rotation, in milliseconds. */
const LOOK = 500

const runRotateKey = async (args: string[]): Promise<void> => {
  const { values } = parseArgs({ args, options: { json: { type: 'boolean' } } })
  const sayText = values.json === true ? sayError : say
  const { dataFolder, secretKey, secretKeyFile } = readEnvironment()
  if (secretKey !== null || secretKeyFile !== null) {
    throw new Fault('input.invalid', {
      what: 'The encryption key was not replaced because it is set by HOOKWRIGHT_SECRET_KEY or HOOKWRIGHT_SECRET_KEY_FILE. Stop the server, write the key into the file secret.key of the data folder, unset the variable, start the server and run the command again.'
    })
  }
  if (!existsSync(join(dataFolder, keyFileName))) {
    throw new Fault('input.invalid', {
      what: `The encryption key was not replaced because ${dataFolder} contains no encryption key. Set HOOKWRIGHT_DATA to the data folder of the server.`
    })
  }
  await makeNextKey({ dataFolder, randomBytes })
  if (isFolderLocked(dataFolder)) {
    sayText(
      'The running server is encrypting all secrets with a new key. This continues if you stop this command.'
    )
    while (existsSync(join(dataFolder, nextKeyFileName))) await sleep(LOOK)
    sayText('The encryption key was replaced. All members must sign in again after the next start.')
  } else {
    const { done } = await exchangeOffline(dataFolder)
    sayText(
      `The encryption key was replaced and ${done} records were encrypted again. All members must sign in again.`
    )
  }
  sayText('Older backups need the old key: keep it with them, and make a new backup.')
  if (values.json === true) sayJson({ dataFolder })
}

/** Rotates the sealing key of a server that is not running. */
const exchangeOffline = async (dataFolder: string): Promise<Resealed> => {
  const store = await openSqliteStore({
    folder: dataFolder,
    syncFailed: endOnDiskFailure({ dataFolder, say: sayError, exit: code => process.exit(code) }),
    ...(isBundle && { migrations: besideBundle('./migrations/sqlite') })
  })
  try {
    const key = { dataFolder, secretKey: null, secretKeyFile: null, randomBytes, hasSealed: async () => true }
    const sealer = await openSealer(key)
    const rest = async (): Promise<void> => {}
    const resealed = await resealAll({ store, sealer, rest, isStopped: () => false, resealed: () => {} })
    await takeNextKey(dataFolder)
    return resealed
  } finally {
    await store.close()
  }
}

/**
 * Argument of `move` that stands for the database in HOOKWRIGHT_DATABASE_URL. The URL itself is not an
 * argument, since it contains a password.
 */
const DATABASE = 'database'

const runMove = async (args: string[]): Promise<void> => {
  const { values } = parseArgs({
    args,
    options: { from: { type: 'string' }, to: { type: 'string' }, json: { type: 'boolean' } }
  })
  const { from, to } = values
  const { dataFolder, databaseUrl: url, secretKey, secretKeyFile } = readEnvironment()
  const isUp = to === DATABASE && from !== DATABASE
  const isDown = to !== undefined && to !== DATABASE && (from === undefined || from === DATABASE)
  if (url === null || (!isUp && !isDown) || [from, to].some(each => each?.includes('://'))) {
    throw new Fault('input.invalid', {
      what: 'Nothing was moved because the source or the destination is missing. Set HOOKWRIGHT_DATABASE_URL to the URL of the database, then run "hookwright move --from FOLDER --to database" or "hookwright move --from database --to FOLDER".'
    })
  }
  const folder = isUp ? (from === undefined ? dataFolder : resolve(from)) : resolve(to ?? '')
  const sayText = values.json === true ? sayError : say
  const tables: { table: string; rows: number; sha256: string }[] = []
  // Loaded here, since it needs both databases.
  const { moveToDatabase, moveToFolder } = await import('./data-copies/move.ts')
  await (isUp ? moveToDatabase : moveToFolder)({
    ...{ folder, url, secretKey, secretKeyFile },
    ...(isBundle && { migrations: besideBundle('./migrations') }),
    moved: table => {
      tables.push(table)
      sayText(`${table.table}: ${table.rows} rows, equal on both sides (${table.sha256.slice(0, 16)})`)
    }
  })
  sayText(
    isUp
      ? `Moved ${folder} to the database. Start the servers with HOOKWRIGHT_DATABASE_URL and this encryption key.`
      : `Moved the database to ${folder}. Start the server with HOOKWRIGHT_DATA=${folder}, with this encryption key and without HOOKWRIGHT_DATABASE_URL.`
  )
  sayText(
    'All members must sign in again. Do not start Hookwright on the source again: the source and the destination would call the same services.'
  )
  if (values.json === true) sayJson({ folder, to: isUp ? DATABASE : folder, tables })
}

const commands: Record<string, (args: string[]) => Promise<void>> = {
  backup: runBackup,
  restore: runRestore,
  convert: runConvert,
  move: runMove,
  'rotate-key': runRotateKey
}

/** Runs the command with the name in the first argument. */
const main = async ([name = '', ...args]: string[]): Promise<void> => {
  const command = commands[name]
  if (command === undefined) throw new Error(`Unknown command: ${name}`)
  await command(args)
}

main(process.argv.slice(2)).catch(thrown => {
  const isKnown = thrown instanceof Fault || (thrown instanceof TypeError && 'code' in thrown)
  process.stderr.write(
    isKnown ? `${thrown.message}\n` : `${thrown instanceof Error ? thrown.stack : thrown}\n`
  )
  process.exit(1)
})
