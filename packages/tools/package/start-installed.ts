import { spawn } from 'node:child_process'
import { endOf } from '../commands/exit-code.mjs'
import { untilPrinted } from '../harness/until-printed.ts'

/** Running installation that a test has started. */
interface Installed {
  /** Id of the started process. */
  pid: number
  url: string
  firstAdminLink: string
  /** URL of Acme HR, a practice service; empty without practice services. */
  practiceUrl: string
  /** Time from the start until the link was printed, in milliseconds. */
  ms: number
  /** Sends SIGTERM and returns the exit code. */
  stop: () => Promise<number>
}

/** Patterns of the lines that a new installation prints. */
const patterns = {
  practiceUrl: / at (http:\S+) \(Acme HR\)/,
  url: /^Hookwright is running at (\S+)$/,
  firstAdminLink: /^Create the admin account at (\S+)$/
}

/**
 * Starts an installation on a new data folder and waits for the first-admin link.
 *
 * @param command.env complete environment of the process
 * @param withinMs time limit in milliseconds, after which the process is killed
 * @throws Error with the output when the process ends early or takes too long
 */
export async function startInstalled(
  { command, args, cwd, env }: { command: string; args: string[]; cwd: string; env: NodeJS.ProcessEnv },
  withinMs: number
): Promise<Installed> {
  const began = performance.now()
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = endOf(child)
  const found = { practiceUrl: '', url: '', firstAdminLink: '' }
  await untilPrinted(child, `${command} ${args.join(' ')}`, withinMs, line => {
    for (const name of Object.keys(patterns) as (keyof typeof patterns)[]) {
      found[name] ||= patterns[name].exec(line)?.[1] ?? ''
    }
    return found.firstAdminLink === '' ? undefined : found
  })
  const stop = () => {
    child.kill('SIGTERM')
    return ended
  }
  return { ...found, pid: child.pid ?? 0, ms: performance.now() - began, stop }
}
