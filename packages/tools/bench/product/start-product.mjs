import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { endOf } from '../../commands/exit-code.mjs'
import { root } from '../../commands/root.mjs'

/**
 * A running product: the built server.
 *
 * @typedef {object} Product
 * @property {import('node:child_process').ChildProcess} child
 * @property {number} pid
 * @property {string} url where it listens
 * @property {string} firstAdminLink empty for a folder that is not new
 * @property {string} database its SQLite file
 * @property {Promise<number>} ended its exit code
 * @property {() => Promise<number>} stop ends it in good order and gives its exit code
 */

/** Timeout for the server to listen, in milliseconds; a slower start fails. */
const withinMs = 30_000

/**
 * Starts only the built server on a data folder. Limits on deliveries are off and only errors are logged. Other
 * variables of this process named HOOKWRIGHT_ are not passed on.
 *
 * @param {object} given
 * @param {string} given.folder its data folder
 * @param {number} given.port 0 means: any that is free
 * @param {boolean} given.isNew whether the folder is fresh, so that a first-admin link is printed and waited for
 * @param {Record<string, string>} [given.env] variables of its own
 * @param {string[]} [given.nodeFlags] for Node itself, such as --cpu-prof
 * @param {'inherit' | 'pipe'} [given.errors] where its standard error goes; 'pipe' has to be read
 * @returns {Promise<Product>}
 * @throws Error when it ends, or does not listen in time; it has been ended then
 */
export async function startProduct({ folder, port, isNew, env = {}, nodeFlags = [], errors = 'inherit' }) {
  const child = spawn(process.execPath, [...nodeFlags, join(root, 'apps/server/dist/main.js')], {
    cwd: root,
    env: { ...environmentFor(folder, port), ...env },
    stdio: ['ignore', 'pipe', errors]
  })
  const ended = endOf(child)
  const stop = () => {
    child.kill('SIGTERM')
    return ended
  }
  try {
    const { url, firstAdminLink } = await listening(child, ended, isNew)
    const database = join(folder, 'hookwright.db')
    return { child, pid: child.pid ?? 0, url, firstAdminLink, database, ended, stop }
  } catch (fault) {
    child.kill('SIGKILL')
    await ended
    throw fault
  }
}

/**
 * Reads the startup output of the server: its address, and the first-admin link if there is no admin.
 *
 * @param {import('node:child_process').ChildProcess} child
 * @param {Promise<number>} ended
 * @param {boolean} isNew
 * @returns {Promise<{ url: string, firstAdminLink: string }>}
 */
function listening(child, ended, isNew) {
  return new Promise((resolve, reject) => {
    if (child.stdout === null) return reject(new Error('The server has no output to read.'))
    let url = ''
    const late = setTimeout(() => reject(new Error(`The server did not listen in ${withinMs} ms.`)), withinMs)
    createInterface({ input: child.stdout }).on('line', line => {
      url = /^Hookwright is running at (\S+)$/.exec(line)?.[1] ?? url
      const firstAdminLink = /^Create the admin account at (\S+)$/.exec(line)?.[1] ?? ''
      if (url === '' || (isNew && firstAdminLink === '')) return
      clearTimeout(late)
      resolve({ url, firstAdminLink })
    })
    void ended.then(code => {
      clearTimeout(late)
      reject(new Error(`The server ended with code ${code} before it listened; it says why above.`))
    })
  })
}

/**
 * @param {string} folder
 * @param {number} port
 */
function environmentFor(folder, port) {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('HOOKWRIGHT_'))
  return {
    ...Object.fromEntries(own),
    PORT: String(port),
    HOOKWRIGHT_DATA: folder,
    HOOKWRIGHT_RATE_PER_SECOND: '0',
    HOOKWRIGHT_LOG_LEVEL: 'error'
  }
}
