import { execFile, execFileSync } from 'node:child_process'
import {
  appendFileSync,
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync
} from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { createConnections, execute } from '@hookwright/store/postgres'
import { freePort, type TestServer } from '@hookwright/store/postgres/testing/start'

/** Folder of Debian's PostgreSQL versions. `least` is the lowest version that the product supports. */
const debian = '/usr/lib/postgresql'
const least = 15

/** Time limit until a standby receives all commits, in milliseconds. */
const withinMs = 60_000

/** Returns the folder of the newest PostgreSQL programs, and installs them first if they are missing. */
function ensurePrograms(): string {
  const find = (): number[] => {
    try {
      return readdirSync(debian)
        .map(Number)
        .filter(version => version >= least)
    } catch {
      return []
    }
  }
  if (find().length === 0 && process.getuid?.() === 0) {
    const aptGet = (...args: string[]) =>
      execFileSync('env', ['DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args], { stdio: 'ignore' })
    aptGet('update')
    aptGet('install', '-y', '--no-install-recommends', 'postgresql')
  }
  const newest = Math.max(0, ...find())
  if (newest === 0)
    throw new Error(
      "Debian's PostgreSQL is missing. Install it, for example with apt-get install postgresql."
    )
  return join(debian, `${newest}`, 'bin')
}

/** Returns the user that runs PostgreSQL, which refuses to run as root. */
function userOf(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {}
  const idOf = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
  return { uid: idOf('-u'), gid: idOf('-g') }
}

/** PostgreSQL server of the pair, either the primary or the standby. Its data folder identifies it. */
interface Member {
  readonly data: string
  readonly port: number
}

/** Opens an address that forwards connections to the current primary server, like a virtual IP address. */
async function openAddress() {
  const open = new Set<Socket>()
  let primary = 0
  const server = createServer(client => {
    const upstream = connect(primary, '127.0.0.1')
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client]
    ] as const) {
      open.add(socket)
      socket.on('error', () => other.destroy())
      socket.on('close', () => {
        open.delete(socket)
        other.destroy()
      })
      socket.pipe(other)
    }
  })
  const port = await freePort()
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve))
  return {
    port,
    pointTo: (next: number): void => {
      primary = next
      for (const socket of open) socket.destroy()
    },
    close: async () => {
      for (const socket of open) socket.destroy()
      await new Promise(resolve => server.close(resolve))
    }
  }
}

/**
 * Starts a PostgreSQL server with a synchronous standby. `crash` stops the primary server hard. `restart`
 * promotes the standby to primary, at the same address, and adds a new standby before the next crash.
 *
 * @throws Error when Debian's PostgreSQL is missing and cannot be installed
 */
export async function startPair(): Promise<TestServer> {
  const programs = ensurePrograms()
  const user = userOf()
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'hookwright-pair-'))
  chmodSync(folder, 0o755)
  const own = (path: string): string => {
    mkdirSync(path, { mode: 0o700 })
    if (user.uid !== undefined && user.gid !== undefined) chownSync(path, user.uid, user.gid)
    return path
  }
  const call = async (program: string, ...args: string[]): Promise<void> => {
    await promisify(execFile)(join(programs, program), args, { ...user, cwd: folder })
  }
  const address = await openAddress()
  const urlOf = (database: string) => `postgres://postgres@127.0.0.1:${address.port}/${database}`
  let members = 0
  const newMember = async (): Promise<Member> => {
    members += 1
    return { data: own(join(folder, `data-${members}`)), port: await freePort() }
  }
  const start = ({ data, port }: Member) =>
    call('pg_ctl', 'start', '-w', '-D', data, '-l', join(data, 'log'), '-o', `-p ${port}`)
  const stop = ({ data }: Member) => call('pg_ctl', 'stop', '-w', '-m', 'immediate', '-D', data)
  const tell = async ({ port }: Member, ...statements: string[]) => {
    const connections = createConnections(`postgres://postgres@127.0.0.1:${port}/postgres`, 1)
    try {
      return await connections.withOne(async client => {
        let rows: unknown[] = []
        for (const statement of statements) rows = (await execute(client, statement)).rows
        return rows
      })
    } finally {
      await connections.close()
    }
  }
  const reload = 'select pg_reload_conf()'

  /** Adds a standby to a server. From then on, the server acknowledges no commit without the standby. */
  const addStandby = async (primary: Member): Promise<Member> => {
    const standby = await newMember()
    const from = `host=127.0.0.1 port=${primary.port} user=postgres`
    await call('pg_basebackup', '-d', from, '-D', standby.data, '-X', 'stream', '-R', '-c', 'fast')
    await start(standby)
    await tell(primary, `alter system set synchronous_standby_names = 'ANY 1 (*)'`, reload)
    for (const until = performance.now() + withinMs; ; await sleep(50)) {
      const rows = await tell(primary, `select 1 from pg_stat_replication where sync_state = 'quorum'`)
      if (rows.length === 1) return standby
      if (performance.now() > until) throw new Error('The standby of PostgreSQL does not follow.')
    }
  }

  let primary = await newMember()
  await call('initdb', '-D', primary.data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C')
  appendFileSync(
    join(primary.data, 'postgresql.conf'),
    "listen_addresses = '127.0.0.1'\nunix_socket_directories = ''\nwal_level = replica\n"
  )
  await start(primary)
  address.pointTo(primary.port)
  let standby = addStandby(primary)
  await standby

  return {
    urlOf,
    crash: async () => {
      await standby
      await stop(primary)
    },
    restart: async () => {
      const next = await standby
      await call('pg_ctl', 'promote', '-w', '-D', next.data)
      await tell(next, `alter system set synchronous_standby_names = ''`, reload)
      primary = next
      address.pointTo(next.port)
      standby = addStandby(next)
      // Awaited before the next crash, and at the end.
      standby.catch(() => {})
    },
    stop: async () => {
      const last = await standby.catch(() => null)
      for (const member of [last, primary]) if (member !== null) await stop(member).catch(() => {})
      await address.close()
      rmSync(folder, { recursive: true, force: true })
    }
  }
}
