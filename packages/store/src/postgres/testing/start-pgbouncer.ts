import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { freePort } from './start-server.ts'

/** PgBouncer in front of the server of a test run. */
export interface TestBouncer {
  /** Returns the URL of the same database through PgBouncer. */
  through: (url: string) => string
  stop: () => Promise<void>
}

/**
 * Returns the path of the PgBouncer program, or an empty string if it is missing. On Debian, a user's PATH
 * may lack its directory.
 */
const findProgram = (): string =>
  execFileSync('sh', ['-c', 'PATH="$PATH:/usr/sbin" command -v pgbouncer || true'], {
    encoding: 'utf8'
  }).trim()

const aptGet = (...args: string[]): void => {
  execFileSync('env', ['DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args], { stdio: 'ignore' })
}

/** Returns the path of PgBouncer, and installs it first if possible. */
const ensureProgram = (): string => {
  if (findProgram() === '' && process.getuid?.() === 0) {
    aptGet('update')
    aptGet('install', '-y', '--no-install-recommends', 'pgbouncer')
  }
  const found = findProgram()
  if (found === '') throw new Error('PgBouncer is missing. Install it, for example with apt-get.')
  return found
}

const configOf = (server: URL, port: number): string => `[databases]
* = host=${server.hostname} port=${server.port} user=${server.username} password=${server.password}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
`

/**
 * Starts PgBouncer in transaction mode in front of the server of a URL. Each transaction may use a different
 * server connection, so session state is lost.
 */
export const startPgBouncer = async (url: string): Promise<TestBouncer> => {
  const program = ensureProgram()
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'hookwright-pgbouncer-'))
  chmodSync(folder, 0o755)
  const port = await freePort()
  const config = join(folder, 'pgbouncer.ini')
  writeFileSync(config, configOf(new URL(url), port))
  // It does not run as root.
  const user = process.getuid?.() === 0 ? ['-u', 'postgres'] : []
  const bouncer = spawn(program, [...user, config], { stdio: ['ignore', 'ignore', 'pipe'] })
  const ended = once(bouncer, 'exit')
  let said = ''
  await new Promise<void>((resolve, reject) => {
    createInterface(bouncer.stderr).on('line', line => {
      said += `${line}\n`
      if (line.includes('process up')) resolve()
    })
    ended.then(() => reject(new Error(`PgBouncer did not start. ${said}`)), reject)
  })
  return {
    through: direct => {
      const through = new URL(direct)
      through.port = String(port)
      return through.href
    },
    stop: async () => {
      bouncer.kill('SIGQUIT')
      await ended
      rmSync(folder, { recursive: true, force: true })
    }
  }
}
