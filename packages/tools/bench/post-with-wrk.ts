import { runCommand } from '../commands/run-command.mjs'

/** Result of a load. */
export interface Load {
  /** Of any status. */
  answers: number
  /** Those of 400 and above. */
  non2xx: number
  /** Requests without an answer: refused, cut or later than 10 s. */
  broken: number
  seconds: number
  p50Ms: number
  p99Ms: number
}

/** Request to send. */
export interface Letter {
  bodyFile: string
  event: string
  signature: string
}

/**
 * Posts one body repeatedly, each request with a unique id in a header.
 *
 * @param given.wrk the program
 * @param given.url on this machine
 * @param given.script says when a request goes
 * @param given.connections how many send at once, each the next request when the last one is answered
 * @param given.env what else the script asks for
 * @throws Error when wrk fails, with what it says
 */
export async function postWithWrk({
  wrk,
  url,
  letter,
  seconds,
  script,
  connections,
  env = {}
}: {
  wrk: string
  url: string
  letter: Letter
  seconds: number
  script: string
  connections: number
  env?: Record<string, string>
}): Promise<Load> {
  const { code, output } = await runCommand({
    command: wrk,
    args: ['-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '10s', '-s', script, url],
    cwd: '.',
    env: {
      BODY_FILE: letter.bodyFile,
      EVENT: letter.event,
      SIGNATURE: letter.signature,
      ID_PREFIX: `${Date.now()}-`,
      ...env
    }
  })
  const line = output.split('\n').findLast(text => text.startsWith('{'))
  if (code !== 0 || line === undefined) throw new Error(`wrk ended with code ${code}: ${output.trim()}`)
  return JSON.parse(line)
}
