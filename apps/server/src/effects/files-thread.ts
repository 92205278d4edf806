import { Worker } from 'node:worker_threads'
import type { ArchiveQuestion, ArchiveReader } from '@hookwright/backend/read-archive'
import { type Millis, SECOND } from '@hookwright/model'

/** Maximum time to read one archive, including the start of the thread. */
const TIME_LIMIT: Millis = 60 * SECOND
/** Idle time after which the thread is ended. */
const IDLE: Millis = 30 * SECOND
/** Memory limits of the thread. The largest folder takes half of it. */
const limits = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 32 }

type Answer = Awaited<ReturnType<ArchiveReader>>

interface Waiting {
  question: ArchiveQuestion
  resolve: (answer: Answer) => void
}

const refused = (message: string): Answer => ({ ok: false, flaws: [{ file: null, line: null, message }] })

/**
 * Creates the thread that reads archives of connectors, one at a time. It starts with the first one and ends after a while
 * without one. An archive that takes too long or too much memory ends the thread and is refused.
 */
export const openFilesThread = (given: {
  /** Path of the thread's script. */
  script: string
  after: (delay: Millis, act: () => void) => () => void
  timeLimit?: Millis
}): { read: ArchiveReader; close: () => Promise<void> } => {
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

  const settle = (answer: Answer): void => {
    cancelTimer()
    current?.resolve(answer)
    current = null
    next()
  }

  const giveUp = (why: string): void => {
    endThread()
    settle(refused(why))
  }

  const start = (): Worker => {
    const started = new Worker(script, { resourceLimits: limits })
    started.unref()
    started.on('message', (answer: string) => {
      if (worker === started) settle(JSON.parse(answer))
    })
    started.on('error', () => {
      if (worker === started) giveUp('Reading the files needs too much memory. Make the folder smaller.')
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
      giveUp(`The files could not be read within ${seconds} seconds. Make the folder smaller.`)
    )
    worker.postMessage(waiting.question)
  }

  return {
    read: question =>
      new Promise(resolve => {
        queue.push({ question, resolve })
        if (current !== null) return
        cancelTimer()
        next()
      }),
    close: async () => {
      cancelTimer()
      endThread()
      const left = current === null ? queue.splice(0) : [current, ...queue.splice(0)]
      current = null
      for (const { resolve } of left) resolve(refused('The server is stopping. Try again.'))
      await ending
    }
  }
}
