import { Worker } from 'node:worker_threads'
import type { BodyThread, UnparsedBody } from '@hookwright/backend'
import { type Millis, type ReadBody, SECOND } from '@hookwright/model'
import { type BodyAnswer, bodyIn } from './body-messages.ts'

/** Maximum time to parse one body, including the start of the thread. */
const TIME_LIMIT: Millis = 5 * SECOND
/** Idle time after which the thread is ended. */
const IDLE: Millis = 30 * SECOND
/** Memory limits of the thread. A body of 10 MB with the maximum number of values takes half of it. */
const limits = { maxOldGenerationSizeMb: 96, maxYoungGenerationSizeMb: 8 }

/** Queued body. */
interface Waiting {
  unparsed: UnparsedBody
  resolve: (read: ReadBody) => void
}

const keptAsText = ({ body }: UnparsedBody, why: string): ReadBody => ({
  value: new TextDecoder().decode(body),
  keptAsText: why
})

const tooSlow = (limit: Millis): string =>
  `The body could not be parsed within ${limit / SECOND} seconds, so it was kept as text. Make the service send smaller bodies.`
const broken = 'Parsing the body needs too much memory, so it was kept as text.'

/**
 * Creates the thread that parses large bodies, one at a time. It starts with the first body and ends after a while
 * without one. A body that takes too long ends the thread; the next body starts another.
 */
export const openBodyThread = (given: {
  /** Path of the thread's script. */
  script: string
  after: (delay: Millis, act: () => void) => () => void
  timeLimit?: Millis
}): BodyThread & { close: () => Promise<void> } => {
  const { script, after, timeLimit = TIME_LIMIT } = given
  const queue: Waiting[] = []
  let worker: Worker | null = null
  let current: Waiting | null = null
  let cancelTimer = (): void => {}
  let ending: Promise<unknown> = Promise.resolve()

  const endThread = (): void => {
    const ended = worker
    worker = null
    if (ended !== null) ending = Promise.all([ending, ended.terminate()])
  }

  const settle = (read: ReadBody): void => {
    cancelTimer()
    current?.resolve(read)
    current = null
    next()
  }

  /** Aborts the current body and ends its thread. */
  const giveUp = (why: string): void => {
    endThread()
    if (current !== null) settle(keptAsText(current.unparsed, why))
  }

  const start = (): Worker => {
    const started = new Worker(script, { resourceLimits: limits })
    started.unref()
    started.on('message', async (answer: BodyAnswer) => {
      if (worker !== started) return
      cancelTimer()
      const read = await bodyIn(answer)
      if (worker === started) settle(read)
    })
    started.on('error', () => {
      if (worker === started) giveUp(broken)
    })
    return started
  }

  const next = (): void => {
    const waiting = queue.shift()
    if (waiting === undefined) {
      cancelTimer = after(IDLE, endThread)
      return
    }
    current = waiting
    worker ??= start()
    cancelTimer = after(timeLimit, () => giveUp(tooSlow(timeLimit)))
    // A copy of these bytes alone: a buffer may be a piece of a larger one.
    const body = new Uint8Array(waiting.unparsed.body)
    worker.postMessage({ ...waiting.unparsed, body }, [body.buffer])
  }

  return {
    parse: unparsed =>
      new Promise(resolve => {
        queue.push({ unparsed, resolve })
        if (current !== null) return
        cancelTimer()
        next()
      }),
    close: async () => {
      cancelTimer()
      endThread()
      await ending
    }
  }
}
