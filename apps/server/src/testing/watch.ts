import type { Invalidation } from '@hookwright/model'
import { openEventStream } from './event-stream.ts'
import { waitFor } from './wait-for.ts'

/** Test client that receives invalidations, the messages that tell a browser's page to fetch data again. */
export interface Watching {
  /** Invalidations received so far, as `topic id`. */
  heard: string[]
  /** Returns the number of messages so far, including the empty first one. */
  messages: () => number
  /** Returns the fault code that ended the subscription; null while it is open or after a lost connection. */
  endedWith: () => string | null
  ended: Promise<void>
  stop: () => void
}

/** Starts the subscription. Resolves after the first message, so that no later message is missed. */
export const startWatching = async (url: string, cookie: string | null): Promise<Watching> => {
  const address = `${url}/trpc/changes.watch?input=${encodeURIComponent('{}')}`
  const stream = await openEventStream(address, cookie === null ? {} : { cookie })
  const heard: string[] = []
  let messages = 0
  let code: string | null = null
  const listen = async (): Promise<void> => {
    for (;;) {
      const said = await stream.next()
      if (said === null) return
      if (said.event === 'serialized-error') {
        const error: { data: { fault: { code: string } } } = JSON.parse(said.data)
        code = error.data.fault.code
      }
      if (said.event !== 'message') continue
      messages++
      const told: Invalidation[] = JSON.parse(said.data)
      heard.push(...told.flatMap(({ topic, ids }) => ids.map(id => `${topic} ${id}`)))
    }
  }
  const ended = listen()
  await waitFor(
    () => messages > 0 || code !== null,
    is => is
  )
  return { heard, messages: () => messages, endedWith: () => code, ended, stop: stream.close }
}
