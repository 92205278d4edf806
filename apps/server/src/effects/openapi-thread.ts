import { Worker } from 'node:worker_threads'
import type { ApiDocuments, Conversion, ReadDocument } from '@hookwright/backend/openapi'
import { Fault, HOUR, type Millis, SECOND } from '@hookwright/model'
import { type DocumentAnswer, type DocumentQuestion, faultIn } from './openapi-messages.ts'

/** Maximum time for one question, including the start of the thread. */
const TIME_LIMIT: Millis = 60 * SECOND
/** Idle time after which the thread is ended with the documents that it keeps. */
const IDLE: Millis = HOUR
/** Memory limits of the thread. A document of 32 MB takes half of it while it is validated. */
const limits = { maxOldGenerationSizeMb: 1_024, maxYoungGenerationSizeMb: 32 }

interface Waiting {
  question: DocumentQuestion
  resolve: (result: ReadDocument | Conversion | null) => void
  reject: (fault: Fault) => void
}

/** Returns the fault of a question that ended the thread. */
const brokenBy = (question: DocumentQuestion, why: string): Fault =>
  question.act === 'read'
    ? new Fault('openapi.unreadable', { name: question.name.slice(0, 200), why })
    : new Fault('openapi.document-gone')

const isRead = (result: ReadDocument | Conversion | null): result is ReadDocument =>
  result !== null && 'outline' in result

const isConversion = (result: ReadDocument | Conversion | null): result is Conversion =>
  result !== null && 'flows' in result

/**
 * Creates the thread that reads OpenAPI documents and keeps them, one question at a time. It starts with the first one. A
 * question that takes too long or too much memory ends the thread and the documents in it.
 */
export const openOpenApiThread = (given: {
  /** Path of the thread's script. */
  script: string
  after: (delay: Millis, act: () => void) => () => void
  timeLimit?: Millis
}): ApiDocuments & { close: () => Promise<void> } => {
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

  const settle = (act: (waiting: Waiting) => void): void => {
    cancelTimer()
    const settled = current
    current = null
    if (settled !== null) act(settled)
    next()
  }

  const giveUp = (why: string): void => {
    endThread()
    settle(({ question, reject }) => reject(brokenBy(question, why)))
  }

  const start = (): Worker => {
    const started = new Worker(script, { resourceLimits: limits })
    started.unref()
    started.on('message', (answer: DocumentAnswer) => {
      if (worker !== started) return
      settle(({ resolve, reject }) => (answer.ok ? resolve(answer.result) : reject(faultIn(answer))))
    })
    started.on('error', () => {
      if (worker === started) giveUp('Reading it needs too much memory. Split it into smaller documents.')
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
    const seconds = timeLimit / SECOND
    cancelTimer = after(timeLimit, () =>
      giveUp(`It could not be read within ${seconds} seconds. Split it into smaller documents.`)
    )
    const { question } = waiting
    if (question.act !== 'read') {
      worker.postMessage(question)
      return
    }
    const { buffer, byteLength } = question.body
    // A buffer may be a piece of a larger one, which others still use.
    const body =
      buffer instanceof ArrayBuffer && buffer.byteLength === byteLength
        ? question.body
        : new Uint8Array(question.body)
    worker.postMessage({ ...question, body }, body.buffer instanceof ArrayBuffer ? [body.buffer] : [])
  }

  const ask = (question: DocumentQuestion): Promise<ReadDocument | Conversion | null> =>
    new Promise((resolve, reject) => {
      queue.push({ question, resolve, reject })
      if (current !== null) return
      cancelTimer()
      next()
    })

  return {
    read: async (id, name, body) => {
      const read = await ask({ act: 'read', id, name, body })
      if (!isRead(read)) throw new Fault('openapi.document-gone')
      return read
    },
    convert: async request => {
      const conversion = await ask({ act: 'convert', ...request })
      if (!isConversion(conversion)) throw new Fault('openapi.document-gone')
      return conversion
    },
    drop: ids => {
      // Without a thread nothing is kept.
      if (worker !== null) ask({ act: 'drop', ids: [...ids] }).catch(() => {})
    },
    close: async () => {
      cancelTimer()
      endThread()
      for (const { question, reject } of current === null ? queue : [current, ...queue])
        reject(brokenBy(question, 'The server is stopping. Try again.'))
      queue.length = 0
      current = null
      await ending
    }
  }
}
