import { fileURLToPath } from 'node:url'
import { Fault } from '@hookwright/model'
import { readEnvironment } from './env.ts'
import { openLog } from './log.ts'
import { startServer } from './start-server.ts'

/** The migrations as the build lays them beside the bundle; from source the store finds its own. */
const migrations =
  import.meta.env?.PROD === true ? fileURLToPath(new URL('./migrations', import.meta.url)) : undefined

const say = (sentence: string): void => {
  process.stdout.write(`${sentence}\n`)
}

/** Starts the server, says where it is, and closes it when asked to. */
const main = async (): Promise<void> => {
  const environment = readEnvironment()
  const log = openLog({ level: environment.logLevel })
  const server = await startServer({ environment, log, ...(migrations === undefined ? {} : { migrations }) })
  say(`Hookwright listens at ${server.url}`)
  const link = server.firstAdminLink()
  if (link !== null) say(`Become the first admin at ${link}`)

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
}

main().catch(thrown => {
  const known = thrown instanceof Fault && thrown.code !== 'internal'
  process.stderr.write(known ? `${thrown.message}\n` : `${thrown instanceof Error ? thrown.stack : thrown}\n`)
  process.exit(1)
})
