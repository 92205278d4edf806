import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { endOf } from '../commands/exit-code.mjs'

const script = fileURLToPath(new URL('./reference.mjs', import.meta.url))

/**
 * Starts the reference server of the bench.
 *
 * @param given.port 0 means: any that is free
 * @param given.work what it does with a delivery: keep it and run the flow, or keep it alone
 * @throws Error when it ends before it listens
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
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', line => {
      const address = /^The reference listens at (\S+)$/.exec(line)?.[1]
      if (address !== undefined) resolve(address)
    })
    void ended.then(code => reject(new Error(`The reference ended with code ${code} before it listened.`)))
  })
  const stop = () => {
    child.kill('SIGTERM')
    return ended
  }
  return { child, pid: child.pid ?? 0, url, stop }
}
