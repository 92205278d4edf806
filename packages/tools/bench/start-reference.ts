import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { endOf } from '../commands/exit-code.mjs'
import { untilPrinted } from '../harness/until-printed.ts'

const script = fileURLToPath(new URL('./reference.mjs', import.meta.url))

/** Time limit for the reference server to start listening, in milliseconds. */
const withinMs = 30_000

/**
 * Starts the reference server of the bench.
 *
 * @param given.port port; 0 for any free port
 * @param given.work work per delivery: `run` stores it and runs the flow, `keep` only stores it
 * @throws Error when the server ends before it listens
 */
export async function startReference({
  folder,
  port,
  work
}: {
  folder: string
  port: number
  work: 'run' | 'keep'
}): Promise<{ child: ChildProcess; pid: number; url: string; stop: () => Promise<number> }> {
  const child = spawn(process.execPath, [script, folder, String(port), work], {
    stdio: ['ignore', 'pipe', 'inherit']
  })
  const ended = endOf(child)
  const url = await untilPrinted(
    child,
    'The reference',
    withinMs,
    line => /^The reference listens at (\S+)$/.exec(line)?.[1]
  )
  const stop = () => {
    child.kill('SIGTERM')
    return ended
  }
  return { child, pid: child.pid ?? 0, url, stop }
}
