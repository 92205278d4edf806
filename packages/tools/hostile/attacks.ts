import { type ChildProcess, spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { endOf } from '../commands/exit-code.mjs'

const script = fileURLToPath(new URL('./attack-process.mjs', import.meta.url))

interface Given {
  name: 'doublings' | 'bodies' | 'xml' | 'silent'
  url: string
  forMs: number
  started: (child: ChildProcess) => void
}

/**
 * Attacks a server from a separate process.
 *
 * @returns what it says of itself, empty for nothing
 * @throws Error when it fails
 */
export async function attackFrom({ name, url, forMs, started }: Given): Promise<string> {
  const child = spawn(process.execPath, [script, name, url, String(forMs)], {
    stdio: ['ignore', 'pipe', 'inherit']
  })
  started(child)
  const [said, code] = await Promise.all([text(child.stdout), endOf(child)])
  if (code !== 0) throw new Error(`The attack "${name}" ended with code ${code}; it says why above.`)
  return said.trim()
}
