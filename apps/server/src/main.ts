import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Fault } from '@hookwright/model'
import { readEnvironment } from './env.ts'
import { openLog } from './log.ts'
import { startServer } from './start-server.ts'

const isBundle = import.meta.env?.PROD === true

/** The migrations as the build lays them beside the bundle; from source the store finds its own. */
const migrations = isBundle ? fileURLToPath(new URL('./migrations', import.meta.url)) : undefined

/** The thread that lists and searches, likewise; from source, which a thread cannot read, there is none. */
const historyThread = isBundle ? fileURLToPath(new URL('./history-thread.js', import.meta.url)) : undefined

/** The web app lies two folders up, from the bundle and from source alike. */
const webFolder = fileURLToPath(new URL('../../web/dist', import.meta.url))

const say = (sentence: string): void => {
  process.stdout.write(`${sentence}\n`)
}

/** Starts the server, says where it is, and closes it when asked to. */
const main = async (): Promise<void> => {
  const environment = readEnvironment()
  const log = openLog({ level: environment.logLevel })
  const built = existsSync(join(webFolder, 'index.html'))
  if (!built) log.warn({ webFolder }, 'The web app is not built, so there are no pages; run npm run build.')
  const server = await startServer({
    environment,
    log,
    ...(built ? { webFolder } : {}),
    ...(migrations === undefined ? {} : { migrations }),
    ...(historyThread === undefined ? {} : { historyThread })
  })
  // A launcher and a terminal may both pass the same signal on, so it may come twice.
  const stop = (): void => {
    server.close().then(
      () => process.exit(0),
      thrown => {
        log.error({ err: thrown }, 'The server could not be closed in order.')
        process.exit(1)
      }
    )
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)

  // Who reads this may end it at once.
  say(`Hookwright listens at ${server.url}`)
  const link = server.firstAdminLink()
  if (link !== null) say(`Become the first admin at ${link}`)
}

main().catch(thrown => {
  const known = thrown instanceof Fault && thrown.code !== 'internal'
  process.stderr.write(known ? `${thrown.message}\n` : `${thrown instanceof Error ? thrown.stack : thrown}\n`)
  process.exit(1)
})
