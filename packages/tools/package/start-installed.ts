import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { endOf } from '../commands/exit-code.mjs'

/** A running installation that a test started. */
interface Installed {
  /** Id of the process that was started. */
  pid: number
  url: string
  firstAdminLink: string
  /** Address of Acme HR; empty without practice services. */
  practiceUrl: string
  /** Time from the start until it printed the link. */
  ms: number
  /** Sends SIGTERM and waits for the end. */
  stop: () => Promise<{ code: number; output: string }>
}

/** Lines that a new installation prints, by what they name. */
const patterns = {
  practiceUrl: / at (http:\S+) \(Acme HR\)/,
  url: /^Hookwright is running at (\S+)$/,
  firstAdminLink: /^Create the admin account at (\S+)$/
}

/**
 * Starts an installation on a new data folder and waits for the link that makes the first admin.
 *
 * @param given.env its whole environment
 * @param given.withinMs it is killed when it takes longer
 * @throws Error with what it printed, when it ends before or takes too long
 */
export async function startInstalled({
  command,
  args,
  cwd,
  env,
  withinMs
}: {
  command: string
  args: string[]
  cwd: string
  env: NodeJS.ProcessEnv
  withinMs: number
}): Promise<Installed> {
  const began = performance.now()
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = endOf(child)
  const printed: string[] = []
  const found = { practiceUrl: '', url: '', firstAdminLink: '' }
  const stop = async () => {
    child.kill('SIGTERM')
    return { code: await ended, output: printed.join('\n') }
  }
  await new Promise((resolve, reject) => {
    const fail = (why: string) =>
      reject(new Error(`${command} ${args.join(' ')} ${why} and said:\n${printed.join('\n')}`))
    const late = setTimeout(() => {
      child.kill('SIGKILL')
      fail(`took longer than ${withinMs / 1000} s`)
    }, withinMs)
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', line => {
        printed.push(line)
        for (const name of Object.keys(patterns) as (keyof typeof patterns)[]) {
          found[name] ||= patterns[name].exec(line)?.[1] ?? ''
        }
        if (found.firstAdminLink === '') return
        clearTimeout(late)
        resolve(null)
      })
    }
    void ended.then(code => {
      clearTimeout(late)
      fail(`ended with code ${code}`)
    })
  })
  return { ...found, pid: child.pid ?? 0, ms: performance.now() - began, stop }
}
