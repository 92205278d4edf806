import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { endOf } from '../../commands/exit-code.mjs'
import { root } from '../../commands/root.mjs'
import type { Signals } from '../../harness/harness.ts'
import { untilPrinted } from '../../harness/until-printed.ts'

/** Running product: a process of the built server. */
export interface Product {
  child: ChildProcess
  pid: number
  /** URL where the server listens. */
  url: string
  /** Link for the first admin; empty for a folder that is not new. */
  firstAdminLink: string
  /** SQLite file of the server. */
  database: string
  /** Exit code of the server, once it has ended. */
  ended: Promise<number>
  /** Stops the server cleanly and returns its exit code. */
  stop: () => Promise<number>
}

/** Time limit for the server to start listening, in milliseconds. A slower start fails. */
const withinMs = 30_000

interface Given {
  folder: string
  port: number
  isNew: boolean
  env?: Record<string, string>
  node?: string
  nodeFlags?: string[]
  errors?: 'inherit' | 'pipe'
  signals?: Signals
  root?: string
}

/**
 * Starts the built server on a data folder. Limits on deliveries are off and only errors are logged.
 * HOOKWRIGHT_ variables of this process are not passed on.
 *
 * @param given.folder data folder of the server
 * @param given.port port; 0 for any free port
 * @param given.isNew true for a new data folder. The start then waits for the first-admin link.
 * @param given.env additional environment variables
 * @param given.node path of the Node to use; by default, the Node of this process
 * @param given.nodeFlags flags for Node, such as --cpu-prof
 * @param given.errors destination of standard error. With 'pipe', the caller must read it.
 * @param given.signals signals to forward to the server
 * @param given.root folder of the built repository; by default, the one of this command
 * @throws Error when the server ends or does not listen in time. The server is not running afterwards.
 */
export async function startProduct({
  folder,
  port,
  isNew,
  env = {},
  node = process.execPath,
  nodeFlags = [],
  errors = 'inherit',
  signals,
  root: built = root
}: Given): Promise<Product> {
  const child = spawn(node, [...nodeFlags, join(built, 'apps/server/dist/main.js')], {
    cwd: built,
    env: { ...environmentFor(folder, port), ...env },
    stdio: ['ignore', 'pipe', errors]
  })
  signals?.passTo(child)
  const ended = endOf(child)
  const stop = () => {
    child.kill('SIGTERM')
    return ended
  }
  try {
    const { url, firstAdminLink } = await listening(child, isNew)
    const database = join(folder, 'hookwright.db')
    return { child, pid: child.pid ?? 0, url, firstAdminLink, database, ended, stop }
  } catch (fault) {
    child.kill('SIGKILL')
    await ended
    throw fault
  }
}

/** Reads the startup output of the server: its address, and the first-admin link if there is no admin. */
function listening(child: ChildProcess, isNew: boolean) {
  let url = ''
  return untilPrinted(child, 'The server', withinMs, line => {
    url = /^Hookwright is running at (\S+)$/.exec(line)?.[1] ?? url
    const firstAdminLink = /^Create the admin account at (\S+)$/.exec(line)?.[1] ?? ''
    return url === '' || (isNew && firstAdminLink === '') ? undefined : { url, firstAdminLink }
  })
}

function environmentFor(folder: string, port: number) {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('HOOKWRIGHT_'))
  return {
    ...Object.fromEntries(own),
    PORT: String(port),
    HOOKWRIGHT_DATA: folder,
    HOOKWRIGHT_RATE_PER_SECOND: '0',
    HOOKWRIGHT_LOG_LEVEL: 'error'
  }
}
