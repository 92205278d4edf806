import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { endOf } from '../commands/exit-code.mjs'
import { defaultPort } from './ports.mjs'

/** Grace period for the practice service to close before it is killed, in milliseconds. */
const graceMs = 5000

/**
 * Starts the practice service and waits until it listens or fails. After a failure Hookwright continues without it.
 * Failures are reported in a sentence, also when it ends later.
 *
 * @param {object} given
 * @param {string} given.root folder of the repository or of the package
 * @param {string} [given.folder] where it runs, and where `./.hookwright` is; the root unless given
 * @param {NodeJS.ProcessEnv} given.env the variables the launcher was started with
 * @param {number | 'off' | 'public'} given.port 0 means: any that is free; `public` that it is not for a server which
 * others reach
 * @param {number} given.withinMs how long it may take to listen
 * @param {(sentence: string) => void} given.say
 * @param {ReturnType<typeof import('./signals.mjs').passSignalsOn>} given.signals
 * @param {[string, ...string[]]} [given.command] script and arguments that Node runs; the built service unless given
 * @returns {Promise<Partial<Listening> & { close: () => Promise<void> }>} when it listens, its URLs and the key that
 * its page shows to everyone
 */
export async function openPractice({
  root,
  folder = root,
  env,
  port,
  withinMs,
  say,
  signals,
  command = [join(root, 'apps/practice/dist/main.js')]
}) {
  const [main] = command
  if (typeof port === 'string' || !existsSync(main)) {
    const why = typeof port === 'string' ? whyNot[port] : `${main} is missing; run "npm run build"`
    say(`Hookwright starts without its practice service (${why}).`)
    return { close: async () => {} }
  }
  const child = spawn(process.execPath, command, {
    cwd: folder,
    env: environmentOf({ folder, env, port }),
    stdio: ['ignore', 'pipe', 'inherit']
  })
  signals.passTo(child)
  const ended = endOf(child)
  let wanted = true
  const close = async () => {
    wanted = false
    child.kill('SIGTERM')
    const late = setTimeout(() => child.kill('SIGKILL'), graceMs)
    await ended
    clearTimeout(late)
  }
  const listening = await firstOf({ lines: createInterface({ input: child.stdout }), ended, withinMs, say })
  if ('url' in listening) {
    const chat = listening.chatUrl === undefined ? '' : ` and ${listening.chatUrl} (Acme Chat)`
    say(
      `The practice services, two small remote services to try things with, are at ${listening.url} (Acme HR)${chat}`
    )
    void ended.then(code => {
      if (!wanted || signals.received()) return
      say(
        `The practice service stopped with code ${code}. Hookwright keeps running; restart it to start both.`
      )
    })
    return { ...listening, close }
  }
  await close()
  if (!signals.received()) {
    say(`The practice service ${listening.refusal}, so Hookwright starts without it.`)
  }
  return { close: async () => {} }
}

/** Reasons not to start it. */
const whyNot = {
  off: 'HOOKWRIGHT_PRACTICE_PORT=off',
  public:
    'HOOKWRIGHT_PUBLIC_URL is not a local address, so others could call this machine through the practice service'
}

/**
 * @param {object} given
 * @param {import('node:readline').Interface} given.lines what it prints
 * @param {Promise<number>} given.ended its exit code
 * @param {number} given.withinMs
 * @param {(line: string) => void} given.say gets the lines that are not the one waited for
 * @returns {Promise<Listening | { refusal: string }>}
 */
function firstOf({ lines, ended, withinMs, say }) {
  return new Promise(settle => {
    lines.on('line', line => {
      const listening = listeningIn(line)
      if (listening === undefined) say(line)
      else settle(listening)
    })
    void ended.then(code => settle({ refusal: `ended with code ${code} before it listened` }))
    setTimeout(() => settle({ refusal: `did not listen within ${withinMs / 1000} s` }), withinMs).unref()
  })
}

/**
 * @typedef {object} Listening
 * @property {string} url
 * @property {string | undefined} apiKey for the connection of the sample, as a person would copy it from the page
 * @property {string | undefined} chatUrl address of Acme Chat, the second practice service
 */

/**
 * Reads the one line of JSON the practice service prints when it listens.
 *
 * @param {string} line
 * @returns {Listening | undefined} undefined for any other line
 */
function listeningIn(line) {
  try {
    const { url, apiKey, chatUrl } = JSON.parse(line).practice
    if (!isUrl(url)) return undefined
    return {
      url,
      apiKey: typeof apiKey === 'string' ? apiKey : undefined,
      chatUrl: isUrl(chatUrl) ? chatUrl : undefined
    }
  } catch {
    return undefined
  }
}

/** @param {unknown} value */
const isUrl = value => typeof value === 'string' && URL.canParse(value)

/**
 * Returns the environment of the practice service. It is separate from the server, like a real service: of the server's
 * variables it gets only the data folder, beside which it stores its state, and the origin of the Event URLs.
 *
 * @param {{ folder: string, env: NodeJS.ProcessEnv, port: number }} given
 */
function environmentOf({ folder, env, port }) {
  const foreign = Object.entries(env).filter(([name]) => !name.startsWith('HOOKWRIGHT_'))
  return {
    ...Object.fromEntries(foreign),
    PORT: String(port),
    HOOKWRIGHT_DATA: resolve(folder, env.HOOKWRIGHT_DATA || '.hookwright'),
    HOOKWRIGHT_PRACTICE_CALLS: serverOrigin(env)
  }
}

/**
 * Returns the origin of the server's Event URLs. Empty for a server on any free port, which is unknown before it listens.
 *
 * @param {NodeJS.ProcessEnv} env
 */
function serverOrigin({ HOOKWRIGHT_PUBLIC_URL, PORT }) {
  if (HOOKWRIGHT_PUBLIC_URL && URL.canParse(HOOKWRIGHT_PUBLIC_URL))
    return new URL(HOOKWRIGHT_PUBLIC_URL).origin
  return PORT === '0' ? '' : `http://127.0.0.1:${PORT || defaultPort}`
}
