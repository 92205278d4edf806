import { fileURLToPath } from 'node:url'
import { runCommand } from '../commands/run-command.mjs'

/** Result of a load test. */
export interface Load {
  /** Number of responses with any status. */
  answers: number
  /** Number of responses with status 400 or above. */
  non2xx: number
  /** Number of requests without a response: refused, cut off, or later than 10 s. */
  broken: number
  seconds: number
  p50Ms: number
  p99Ms: number
}

/** Result of a load test at a steady rate. */
type PacedLoad = Omit<Load, 'non2xx' | 'broken'> & {
  /** Number of requests with an error response or none. */
  refused: number
  p95Ms: number
}

/** Request to send. */
export interface Letter {
  bodyFile: string
  event: string
  signature: string
}

/** Load test that posts one body repeatedly to a URL on this machine. */
export interface Sending {
  /** Path of the wrk program. */
  wrk: string
  url: string
  letter: Letter
  seconds: number
}

/** Number of concurrent connections. Each sends the next request after the response to the last one. */
export const connections = 64

/** Number of connections that read pages. It corresponds to a few people with open pages. */
const readers = 4

/**
 * Requests per second of one connection at a steady rate. A connection waits for each response before the
 * next request.
 */
const perConnection = 40

/**
 * Posts one body repeatedly, as fast as responses arrive.
 *
 * @throws Error with the output of wrk when wrk fails
 */
export function loadWithWrk(sending: Sending): Promise<Load> {
  return postWithWrk(sending, 'post.lua', connections)
}

/**
 * Posts one body at a steady rate, in requests per second.
 *
 * @throws Error with the output of wrk when wrk fails
 */
export async function loadPaced({ rate, ...sending }: Sending & { rate: number }): Promise<PacedLoad> {
  const senders = Math.max(2, Math.ceil(rate / perConnection))
  const paced = await postWithWrk<Load & { p95Ms: number }>(sending, 'post-paced.lua', senders, {
    RATE: String(rate)
  })
  const { non2xx, broken, ...load } = paced
  return { ...load, refused: non2xx + broken }
}

/**
 * Posts one body repeatedly, each request with a unique id in a header.
 *
 * @param script Lua script that schedules the requests
 * @param env environment variables that the script reads
 */
function postWithWrk<Result extends Load>(
  { wrk, url, letter, seconds }: Sending,
  script: string,
  senders: number,
  env: Record<string, string> = {}
): Promise<Result> {
  return runWrk({ wrk, url, seconds }, script, senders, {
    BODY_FILE: letter.bodyFile,
    EVENT: letter.event,
    SIGNATURE: letter.signature,
    ID_PREFIX: `${Date.now()}-`,
    ...env
  })
}

/**
 * Sends GET requests to one URL, as fast as responses arrive.
 *
 * @throws Error with the output of wrk when wrk fails
 */
export function getWithWrk(
  sending: Omit<Sending, 'letter'>,
  cookie: string
): Promise<{ answers: number; refused: number; p50Ms: number; p99Ms: number }> {
  return runWrk(sending, 'get.lua', readers, { COOKIE: cookie })
}

async function runWrk<Result>(
  { wrk, url, seconds }: Omit<Sending, 'letter'>,
  script: string,
  senders: number,
  env: Record<string, string>
): Promise<Result> {
  const path = fileURLToPath(new URL(script, import.meta.url))
  const args = ['-t1', `-c${senders}`, `-d${seconds}s`, '--timeout', '10s', '-s', path, url]
  const { code, output } = await runCommand({ command: wrk, args, cwd: '.', env })
  const line = output.split('\n').findLast(text => text.startsWith('{'))
  if (code !== 0 || line === undefined) throw new Error(`wrk ended with code ${code}: ${output.trim()}`)
  return JSON.parse(line)
}
