import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { endOf } from '../commands/exit-code.mjs'
import { refuseDataFolder } from './data-folder.mjs'
import { keepRunning } from './keep-running.mjs'
import { choosePorts } from './ports.mjs'
import { openPractice } from './practice.mjs'
import { passSignalsOn } from './signals.mjs'

/**
 * Starts the practice service and the server, forwards signals to both, and waits for the server to end; then ends the
 * practice service. A server that ended after a disk failure is restarted (decision 099).
 *
 * @param {object} given
 * @param {string} given.root folder of the repository or of the package, its apps built
 * @param {string} [given.folder] where the processes run, and where `./.hookwright` is; the root unless given
 * @param {NodeJS.ProcessEnv} given.env the variables the launcher was started with
 * @param {(sentence: string) => void} given.say
 * @param {number} [given.practiceWithinMs] how long the practice service may take to listen
 * @returns {Promise<number>} the server's exit code; 1 when nothing was started, which has been explained
 */
export async function launch({ root, folder = root, env, say, practiceWithinMs = 20_000 }) {
  const main = join(root, 'apps/server/dist/main.js')
  const ports = existsSync(main)
    ? await choosePorts(env)
    : { refusal: `The server is not built: ${main} is missing. Run "npm run build" and start again.` }
  if ('refusal' in ports) {
    say(ports.refusal)
    return 1
  }
  const refusal = refuseDataFolder(folder, env)
  if (refusal !== undefined) {
    say(refusal)
    return 1
  }
  const signals = passSignalsOn()
  const practice = await openPractice({
    root,
    folder,
    env,
    port: ports.practice,
    withinMs: practiceWithinMs,
    say,
    signals
  })
  if (signals.received()) {
    await practice.close()
    return 0
  }
  const run = () => {
    const server = spawn(process.execPath, [main], {
      cwd: folder,
      env: { ...env, ...variablesFor(practice, env) },
      stdio: 'inherit'
    })
    signals.passTo(server)
    return endOf(server)
  }
  const code = await keepRunning({ run, stopping: signals.stopping, say })
  await practice.close()
  return code
}

/**
 * Returns the environment variables that connect the server to the practice services: their URLs, permission to call them
 * although they are loopback, and the API key of the sample connection.
 *
 * @param {Partial<import('./practice.mjs').Listening>} practice
 * @param {NodeJS.ProcessEnv} env
 */
export function variablesFor({ url, apiKey, chatUrl }, env) {
  if (url === undefined) return {}
  const allowed = (env.HOOKWRIGHT_OUTBOUND_ALLOW ?? '').split(',').map(entry => entry.trim())
  const own = [url, ...(chatUrl === undefined ? [] : [chatUrl])].map(each => new URL(each).origin)
  const origins = new Set([...allowed, ...own].filter(entry => entry !== ''))
  return {
    HOOKWRIGHT_PRACTICE_URL: url,
    HOOKWRIGHT_OUTBOUND_ALLOW: [...origins].join(','),
    ...(apiKey === undefined ? {} : { HOOKWRIGHT_PRACTICE_KEY: apiKey }),
    ...(chatUrl === undefined ? {} : { HOOKWRIGHT_PRACTICE_CHAT_URL: chatUrl })
  }
}
