import { Agent, request } from 'node:http'

/** Results of sent events. */
interface Sent {
  answers: number
  /** Reasons, for each event without a 2xx response. */
  refused: string[]
  /**
   * 99th percentile of the response times, in milliseconds. Each is counted from the time when the event was
   * due.
   */
  p99Ms: number
}

/** Number of connections of the sender. Each sends one event at a time. */
const connections = 16
const withinMs = 20_000

interface Given {
  url: string
  event: { body: Buffer; signature: string }
  rate: number
  from: string
}

/**
 * Posts a signed event at a steady rate, from a separate address.
 *
 * @param given.rate events per second
 * @param given.from loopback address of the sender
 * @returns `stop`, which stops sending and waits for pending responses
 */
export function sendEvents({ url, event, rate, from }: Given): { stop: () => Promise<Sent> } {
  const agent = new Agent({ keepAlive: true, maxSockets: connections, localAddress: from })
  const took: number[] = []
  const refused: string[] = []
  const underWay: Promise<void>[] = []
  const everyMs = 1_000 / rate
  let due = performance.now()
  const timer = setInterval(() => {
    for (const now = performance.now(); due <= now; due += everyMs) underWay.push(send(due))
  }, everyMs)

  const send = async (since: number) => {
    const { status, why } = await post(url, event, agent)
    took.push(performance.now() - since)
    if (status < 200 || status > 299) refused.push(why)
  }

  return {
    stop: async () => {
      clearInterval(timer)
      await Promise.all(underWay)
      agent.destroy()
      took.sort((one, other) => one - other)
      return { answers: took.length, refused, p99Ms: took[Math.floor(took.length * 0.99)] ?? 0 }
    }
  }
}

/**
 * Posts an event.
 *
 * @returns the status; 0 if there was no response
 */
function post(
  url: string,
  { body, signature }: { body: Buffer; signature: string },
  agent: Agent
): Promise<{ status: number; why: string }> {
  return new Promise(resolve => {
    const headers = {
      'content-type': 'application/json',
      'content-length': body.length,
      'x-hub-signature-256': signature
    }
    const asked = request(url, { method: 'POST', agent, headers, timeout: withinMs }, answer => {
      answer.resume()
      const status = answer.statusCode ?? 0
      answer.on('end', () => resolve({ status, why: String(status) }))
      answer.on('error', thrown => resolve({ status: 0, why: thrown.message }))
    })
    asked.on('timeout', () => asked.destroy(new Error(`no answer within ${withinMs / 1_000} s`)))
    asked.on('error', thrown => resolve({ status: 0, why: thrown.message }))
    asked.end(body)
  })
}
