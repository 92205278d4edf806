import { Agent, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

const body = Buffer.from(JSON.stringify({ ref: 'refs/heads/main', note: 'An event of the bench.' }))

/** Number of connections that send events, one event to each flow. */
const connections = 16

/** Interval of the events sent during other work, in milliseconds. */
const everyMs = 20

/**
 * Sends one event to each of many Event URLs.
 *
 * @returns the number of events without a 2xx response
 */
export async function postEvents(urls: string[]): Promise<{ refused: number }> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  let next = 0
  let refused = 0
  const send = async () => {
    while (next < urls.length) {
      const url = urls[next]
      next += 1
      if (url !== undefined && !isGood(await post(url, agent))) refused += 1
    }
  }
  await Promise.all(Array.from({ length: connections }, send))
  agent.destroy()
  return { refused }
}

/**
 * Sends events at a steady rate, without waiting for responses, until `stop` is called.
 *
 * @param urls Event URLs, used in rotation
 * @returns latencies in milliseconds, and `stop`
 */
export function startPacedEvents(urls: string[]): {
  latencies: number[]
  refused: number
  stop: () => Promise<void>
} {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 })
  const sent: Promise<void>[] = []
  let going = true
  const events = {
    latencies: [] as number[],
    refused: 0,
    stop: async () => {
      going = false
      await sending
      await Promise.all(sent)
      agent.destroy()
    }
  }
  const sendOne = async (url: string) => {
    const began = performance.now()
    if (!isGood(await post(url, agent))) events.refused += 1
    events.latencies.push(performance.now() - began)
  }
  const sendAll = async () => {
    const began = performance.now()
    for (let count = 0; going; count += 1) {
      sent.push(sendOne(urls[count % urls.length] ?? ''))
      await sleep(Math.max(0, began + (count + 1) * everyMs - performance.now()))
    }
  }
  const sending = sendAll()
  return events
}

function isGood(status: number) {
  return status >= 200 && status < 300
}

/**
 * Posts an event.
 *
 * @returns the status of the response; 0 if there was none
 */
function post(url: string, agent: Agent): Promise<number> {
  return new Promise(resolve => {
    const headers = { 'content-type': 'application/json', 'content-length': body.length }
    const sending = request(url, { method: 'POST', headers, agent }, answer => {
      answer.resume().once('end', () => resolve(answer.statusCode ?? 0))
    })
    sending.once('error', () => resolve(0))
    sending.end(body)
  })
}
