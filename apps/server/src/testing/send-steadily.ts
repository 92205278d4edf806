import { overHttp } from './over-http.ts'

const TICK = 50

/** Load test that sends events at a steady rate. At most the events of two seconds wait for a response. */
interface SteadySending {
  /** Bodies of the events that were acknowledged. */
  acknowledged: string[]
  /** Returns the number of events sent so far. */
  sent: () => number
  /** Stops sending and waits for the pending responses. */
  stop: () => Promise<void>
}

/** Sends `perSecond` events a second, to the URLs in turn, until it is stopped. */
export const sendSteadily = (urls: string[], perSecond: number): SteadySending => {
  const acknowledged: string[] = []
  const underWay = new Set<Promise<void>>()
  const begunAt = performance.now()
  let sent = 0
  const send = async (number: number): Promise<void> => {
    const body = JSON.stringify({ ring: `steady ${number}` })
    const url = urls[number % urls.length] ?? ''
    const answered = await overHttp(url, { method: 'POST', body }).catch(() => null)
    if (answered?.status === 202) acknowledged.push(body)
  }
  const timer = setInterval(() => {
    const behind = ((performance.now() - begunAt) / 1_000) * perSecond - sent
    // A machine that is too slow would never come out of a loop that catches up, nor answer anything.
    const most = Math.min(behind, (4 * perSecond * TICK) / 1_000, 2 * perSecond - underWay.size)
    for (let left = most; left > 0; left -= 1) {
      const sending = send(sent).finally(() => underWay.delete(sending))
      underWay.add(sending)
      sent += 1
    }
  }, TICK)
  return {
    acknowledged,
    sent: () => sent,
    stop: async () => {
      clearInterval(timer)
      await Promise.all(underWay)
    }
  }
}
