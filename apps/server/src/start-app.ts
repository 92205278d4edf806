import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Logger } from 'pino'
import { endOnReplacement } from './database/end-on-replacement.ts'
import { endOnDiskFailure } from './disk/disk-failure.ts'
import { readEnvironment } from './env.ts'
import { openLog } from './log.ts'
import { type RunningServer, startServer } from './start-server.ts'

const isBundle = import.meta.env?.PROD === true

const besideBundle = (name: string): string => fileURLToPath(new URL(name, import.meta.url))

/**
 * Paths of the build's files, such as the scripts of threads. Empty when run from source; the store then
 * finds its migrations itself, and there are no threads.
 */
const laid = isBundle
  ? {
      migrations: besideBundle('./migrations'),
      historyThread: besideBundle('./history-thread.js'),
      checkpointThread: besideBundle('./checkpoint-thread.js'),
      checkThread: besideBundle('./check-thread.js'),
      bodyThread: besideBundle('./body-thread.js'),
      openApiThread: besideBundle('./openapi-thread.js'),
      importThread: besideBundle('./import-thread.js'),
      gallery: besideBundle('./gallery')
    }
  : {}

/** Folder of the web app, at the same relative path from the bundle and from source. */
const webFolder = fileURLToPath(new URL('../../web/dist', import.meta.url))

/**
 * Starts the server with the built files and these environment variables. Can be called repeatedly, since
 * nothing is shared between servers. Throws the faults of `readEnvironment` and `startServer`.
 */
export const startApp = async (
  variables?: NodeJS.ProcessEnv
): Promise<{ server: RunningServer; log: Logger }> => {
  const environment = readEnvironment(variables)
  const log = openLog({ level: environment.logLevel })
  for (const warning of environment.warnings) log.warn(warning)
  const built = existsSync(join(webFolder, 'index.html'))
  if (!built) log.warn({ webFolder }, 'The web app is not built, so there are no pages. Run npm run build.')
  const ending = {
    say: (sentence: string) => process.stderr.write(`${sentence}\n`),
    exit: (code: number) => process.exit(code)
  }
  const server = await startServer({
    environment,
    log,
    syncFailed: endOnDiskFailure({ dataFolder: environment.dataFolder, ...ending }),
    replaced: endOnReplacement(ending),
    ...(built ? { webFolder } : {}),
    ...laid
  })
  return { server, log }
}
