import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { endOf } from '../commands/exit-code.mjs'
import { variablesFor } from './launch.mjs'
import { faultOfListening } from './listening.mjs'
import { choosePorts, defaultPort } from './ports.mjs'
import { openPractice } from './practice.mjs'
import { passSignalsOn } from './signals.mjs'

/** Port of the pages with live reload. */
const pagesPort = 5173
const pagesUrl = `http://127.0.0.1:${pagesPort}`

/**
 * Starts practice service, server and pages from source and waits until the server or the pages end.
 *
 * @param {object} given
 * @param {string} given.root the repository's folder
 * @param {NodeJS.ProcessEnv} given.env the variables the command was started with
 * @param {(sentence: string) => void} given.say
 * @returns {Promise<number>} exit code; 1 when nothing was started, which has been explained
 */
export async function startDev({ root, env, say }) {
  const port = env.PORT || defaultPort
  const ports = port === '0' ? { refusal: anyPort } : await choosePorts(env)
  if ('refusal' in ports) {
    say(ports.refusal)
    return 1
  }
  if ((await faultOfListening(pagesPort, '127.0.0.1')) !== undefined) {
    say(`Port ${pagesPort} is already in use, so the pages cannot be served. End the program that uses it.`)
    return 1
  }
  const signals = passSignalsOn()
  const tsx = join(root, 'node_modules/tsx/dist/cli.mjs')
  const practice = await openPractice({
    ...{ root, env, say, signals, withinMs: 20_000 },
    port: ports.practice,
    command: [tsx, join(root, 'apps/practice/src/main.ts')]
  })
  const server = spawn(
    process.execPath,
    [tsx, 'watch', '--clear-screen=false', join(root, 'apps/server/src/main.ts')],
    { cwd: root, env: { ...env, ...variablesFor(practice, env) }, stdio: ['ignore', 'pipe', 'inherit'] }
  )
  createInterface({ input: server.stdout }).on('line', line => say(toPages(line, port)))
  const pages = spawn(
    process.execPath,
    [join(root, 'node_modules/vite/bin/vite.js'), '--host=127.0.0.1', `--port=${pagesPort}`, '--strictPort'],
    { cwd: join(root, 'apps/web'), env, stdio: ['ignore', 'ignore', 'inherit'] }
  )
  const children = [server, pages]
  for (const child of children) signals.passTo(child)
  say(`Pages that reload are at ${pagesUrl}`)
  const ends = children.map(child => endOf(child))
  const code = await Promise.race(ends)
  for (const child of children) child.kill('SIGTERM')
  await Promise.all(ends)
  await practice.close()
  return signals.received() ? 0 : code
}

const anyPort = 'PORT is 0, but the pages need to know the port of the server. Set PORT to another number.'

/**
 * Rewrites the first-admin link that the server prints to the pages with live reload.
 *
 * @param {string} line
 * @param {string} port the server's
 */
export function toPages(line, port) {
  return line.replace(new RegExp(`http://[\\w.]+:${port}/first-admin#`), `${pagesUrl}/first-admin#`)
}
