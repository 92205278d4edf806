import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { endOf } from '../../commands/exit-code.mjs'
import { npmCommand } from '../../commands/npm-command.mjs'

/** Timeout for `npm start` to print the link, in milliseconds. */
const withinMs = 120_000

/** Polling interval until all of its processes have ended, in milliseconds. */
const lookMs = 50

/**
 * Runs `npm start` in a clone, on free ports with its own data.
 *
 * @param folder the clone
 * @returns once it has printed the link; `builtAtMs` is how long it took until the practice service, which starts
 *   after the build, was there
 * @throws Error with what it printed when it ends before, or takes too long
 */
export async function startClone(
  folder: string
): Promise<{ firstAdminLink: string; builtAtMs: number; stop: () => Promise<void> }> {
  const own = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('HOOKWRIGHT_') && !name.startsWith('npm_')
  )
  const began = performance.now()
  const child = spawn(...commandOf(), {
    cwd: folder,
    env: { ...Object.fromEntries(own), PORT: '0', HOOKWRIGHT_DATA: join(folder, 'data') },
    stdio: ['ignore', 'pipe', 'pipe'],
    // Of its own, so that npm and what it has started can be ended together.
    detached: true
  })
  const ended = endOf(child)
  const stop = async () => {
    signalGroup(child, 'SIGTERM')
    await ended
    // npm goes at once; the server and the practice service close in good order after it.
    while (signalGroup(child, 0)) await sleep(lookMs)
  }
  const printed: string[] = []
  let builtAtMs = 0
  try {
    const firstAdminLink = await new Promise<string>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error('it took too long')), withinMs)
      for (const stream of [child.stdout, child.stderr]) {
        createInterface({ input: stream }).on('line', line => {
          printed.push(line)
          if (line.startsWith('The practice services,')) builtAtMs = performance.now() - began
          const link = /^Create the admin account at (\S+)$/.exec(line)?.[1]
          if (link === undefined) return
          clearTimeout(late)
          resolve(link)
        })
      }
      void ended.then(code => reject(new Error(`it ended with code ${code}`)))
    })
    return { firstAdminLink, builtAtMs, stop }
  } catch (fault) {
    await stop()
    throw new Error(`npm start printed no link (${fault}). It said:\n${printed.join('\n')}`)
  }
}

/**
 * Sends a signal to a process and all its children; 0 only checks that one of them exists.
 *
 * @returns false when all have ended
 */
function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals | 0): boolean {
  if (pid === undefined) return false
  try {
    return process.kill(-pid, signal)
  } catch {
    return false
  }
}

function commandOf(): [string, string[]] {
  const { command, args } = npmCommand(['start'])
  return [command, args]
}
