import { fileURLToPath } from 'node:url'
import { runCommand } from '../../commands/run-command.mjs'

const script = fileURLToPath(new URL('../get.lua', import.meta.url))

/** Number of concurrent connections, as of a few people with open pages. */
const connections = 4

/**
 * Sends GET requests to one URL as fast as they are answered.
 *
 * @param given.wrk the program
 * @param given.url on this machine
 * @throws Error when wrk fails, with what it says
 */
export async function getWithWrk({
  wrk,
  url,
  cookie,
  seconds
}: {
  wrk: string
  url: string
  cookie: string
  seconds: number
}): Promise<{ answers: number; refused: number; p50Ms: number; p99Ms: number }> {
  const { code, output } = await runCommand({
    command: wrk,
    args: ['-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '10s', '-s', script, url],
    cwd: '.',
    env: { COOKIE: cookie }
  })
  const line = output.split('\n').findLast(text => text.startsWith('{'))
  if (code !== 0 || line === undefined) throw new Error(`wrk ended with code ${code}: ${output.trim()}`)
  return JSON.parse(line)
}
