import type { Ended } from './start-dripping.ts'

/** Measurements of a server with slow senders. */
export interface Seen {
  /** Results of the regular deliveries, with the 99th percentile of the response times by round. */
  deliveries: { expected: number; answers: number; refused: number; p99Ms: number[] }
  ended: Ended[]
  /** Number of slow connections that should be open, and the average number that were open. */
  sockets: { wanted: number; open: number }
  uploads: { name: string; refusedWith: number; status: number; sentMb: number }[]
  /**
   * Maximum number of megabytes that the system buffers for a connection. It does so even if the server does
   * not read.
   */
  buffersMb: number
  /**
   * Memory in megabytes: before the uploads, its maximum during uploads alone, and its maximum during the
   * whole load.
   */
  memoryMb: { before: number; during: number; busiest: number }
}

/**
 * Timeouts for a request head and a whole request, in seconds. Each includes two seconds for the server's
 * check interval.
 */
const mostSeconds = { head: 10 + 2, body: 20 + 2 }

/**
 * Extra time until the test notices that a connection timed out, in seconds. Its process is busy with slow
 * requests and uploads.
 */
const hearingSeconds = 3

const bounds = { p99Ms: 500, memoryMb: 512, growthMb: 15, sentMb: 10, shareOfPace: 0.9, shareOpen: 0.8 }

/** Maximum lifetime of a slow connection, in milliseconds. */
export const longestMs = (mostSeconds.body + hearingSeconds) * 1_000

/**
 * Checks the measurements against the expectations.
 *
 * @returns a sentence for each breach
 */
export function breachesOf({ deliveries, ended, sockets, uploads, buffersMb, memoryMb }: Seen): string[] {
  const breaches = []
  const { expected, answers, refused } = deliveries
  // What else the machine does makes a round slower, and none quicker.
  const p99Ms = Math.min(...deliveries.p99Ms)
  if (refused > 0) breaches.push(`${refused} of ${answers} deliveries were refused.`)
  if (!(answers >= expected * bounds.shareOfPace))
    breaches.push(`${answers} deliveries were answered of the ${expected} that were to come.`)
  if (!(p99Ms <= bounds.p99Ms))
    breaches.push(
      `The p99 of the answers was ${p99Ms.toFixed(0)} ms in the best round, beyond ${bounds.p99Ms} ms.`
    )
  for (const part of ['head', 'body'] as const) {
    const all = ended.filter(one => one.part === part)
    const most = mostSeconds[part] + hearingSeconds
    const late = all.filter(({ seconds, byServer }) => !byServer || seconds > most)
    if (late.length > 0)
      breaches.push(`${late.length} that were slow with a ${part} were let be for more than ${most} s.`)
    if (all.length < sockets.wanted / 2)
      breaches.push(`Only ${all.length} were closed that were slow with a ${part}.`)
  }
  const { open } = sockets
  if (!(open >= sockets.wanted * bounds.shareOpen))
    breaches.push(`${open.toFixed(0)} of ${sockets.wanted} slow connections were open on average.`)
  for (const { name, refusedWith, status, sentMb } of uploads) {
    if (status !== 0 && status !== refusedWith) breaches.push(`${name} got ${status}, not ${refusedWith}.`)
    if (sentMb > bounds.sentMb + buffersMb)
      breaches.push(`${name} was not cut off before ${sentMb.toFixed(0)} MB of it were sent.`)
    if (!uploads.some(other => other.name === name && other.status === refusedWith))
      breaches.push(`${name} never got ${refusedWith}.`)
  }
  if (!(memoryMb.busiest <= bounds.memoryMb))
    breaches.push(`Up to ${memoryMb.busiest.toFixed(0)} MB were held, beyond ${bounds.memoryMb} MB.`)
  const growth = memoryMb.during - memoryMb.before
  if (!(growth <= bounds.growthMb))
    breaches.push(
      `Memory grew by ${growth.toFixed(0)} MB while too much was sent, beyond ${bounds.growthMb} MB.`
    )
  return [...new Set(breaches)]
}
