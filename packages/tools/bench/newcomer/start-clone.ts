import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { endOf } from '../../commands/exit-code.mjs'
import { npmCommand } from '../../commands/npm-command.mjs'
import { untilPrinted } from '../../harness/until-printed.ts'

/** Timeout for `npm start` to print the link, in milliseconds. */
const withinMs = 120_000

/** Polling interval for the end of all processes of the clone, in milliseconds. */
const lookMs = 50

/**
 * Runs `npm start` in a clone, on free ports and with separate data. Resolves once the link is printed.
 *
 * @param folder folder of the clone
 * @returns the link, and `builtAtMs`, the time until the practice service had started, which is after the
 * build
 * @throws Error with the output of `npm start` when it ends early or takes too long
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
  let builtAtMs = 0
  try {
    const firstAdminLink = await untilPrinted(child, 'npm start', withinMs, line => {
      if (line.startsWith('The practice services,')) builtAtMs = performance.now() - began
      return /^Create the admin account at (\S+)$/.exec(line)?.[1]
    })
    return { firstAdminLink, builtAtMs, stop }
  } catch (fault) {
    await stop()
    throw fault
  }
}

/**
 * Sends a signal to a process and all its children. Signal 0 only checks that one of them exists.
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
