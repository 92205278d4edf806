import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { endOf } from '../../commands/exit-code.mjs'
import { root } from '../../commands/root.mjs'
import type { Signals } from '../../harness/harness.ts'
import { untilPrinted } from '../../harness/until-printed.ts'

/** A running product: the built server. */
export interface Product {
  child: ChildProcess
  pid: number
  /** Address on which it listens. */
  url: string
  /** Link for the first admin; empty for a folder that is not new. */
  firstAdminLink: string
  /** Its SQLite file. */
  database: string
  /** Its exit code. */
  ended: Promise<number>
  /** Stops it cleanly and returns its exit code. */
  stop: () => Promise<number>
}

/** Timeout for the server to listen, in milliseconds; a slower start fails. */
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
}

/**
 * Starts only the built server on a data folder. Limits on deliveries are off and only errors are logged. Other
 * variables of this process named HOOKWRIGHT_ are not passed on.
 *
 * @param given.folder its data folder
 * @param given.port 0 means: any that is free
 * @param given.isNew whether the folder is fresh, so that a first-admin link is printed and waited for
 * @param given.env variables of its own
 * @param given.node path of the Node that runs it; by default, of this one
 * @param given.nodeFlags for Node itself, such as --cpu-prof
 * @param given.errors where its standard error goes; 'pipe' has to be read
 * @param given.signals those that are passed on to it
 * @throws Error when it ends, or does not listen in time; it has been ended then
 */
export async function startProduct({
  folder,
  port,
  isNew,
  env = {},
  node = process.execPath,
  nodeFlags = [],
  errors = 'inherit',
  signals
}: Given): Promise<Product> {
  const child = spawn(node, [...nodeFlags, join(root, 'apps/server/dist/main.js')], {
    cwd: root,
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
