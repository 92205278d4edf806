import { type TransferListItem, Worker } from 'node:worker_threads'
import type { Millis } from '@hookwright/model'

/** Result of a question to a thread: the answer, or the reason why there is none. */
export type ThreadAnswer<Answer> =
  | { is: 'answer'; answer: Answer }
  | { is: 'too-slow' | 'out-of-memory' | 'broken' | 'closed' }

/** Worker thread that answers questions, one at a time. */
export interface QueuedThread<Question, Answer> {
  ask: (question: Question) => Promise<ThreadAnswer<Answer>>
  /** Returns true from the first question until the thread ends. */
  isRunning: () => boolean
  /** Ends the thread. Pending questions resolve to `closed`. */
  close: () => Promise<void>
}

/**
 * Creates a worker thread that starts with the first question and ends after some idle time. A question that
 * takes too much time or memory ends the thread; the next question starts a new thread.
 */
export const openQueuedThread = <Question, Message, Answer>(params: {
  /** Path of the thread's script. */
  script: string
  after: (delay: Millis, act: () => void) => () => void
  /** Maximum time for one question, including the start of the thread. */
  timeLimit: Millis
  /** Idle time after which the thread ends. */
  idle: Millis
  /** Memory limits of the thread. */
  limits: { maxOldGenerationSizeMb: number; maxYoungGenerationSizeMb: number }
  /** Converts a question to a message, with the buffers to transfer. */
  pack: (question: Question) => { message: unknown; transfer?: TransferListItem[] }
  /** Converts a message to an answer. The next question starts only after this. */
  read: (message: Message) => Answer | Promise<Answer>
}): QueuedThread<Question, Answer> => {
  const { script, after, timeLimit, idle, limits, pack, read } = params
  const queue: { question: Question; resolve: (answer: ThreadAnswer<Answer>) => void }[] = []
  let worker: Worker | null = null
  let current: (typeof queue)[number] | null = null
  let cancelTimer = (): void => {}
  let ending: Promise<unknown> = Promise.resolve()

  const endThread = (): void => {
    const ended = worker
    worker = null
    if (ended !== null) ending = Promise.all([ending, ended.terminate()])
  }

  const settle = (answer: ThreadAnswer<Answer>): void => {
    cancelTimer()
    current?.resolve(answer)
    current = null
    next()
  }

  const giveUp = (is: 'too-slow' | 'out-of-memory' | 'broken'): void => {
    endThread()
    settle({ is })
  }

  const start = (): Worker => {
    const started = new Worker(script, { resourceLimits: limits })
    started.unref()
    started.on('message', async (message: Message) => {
      if (worker !== started) return
      cancelTimer()
      const answer = await read(message)
      if (worker === started) settle({ is: 'answer', answer })
    })
    started.on('error', (error: NodeJS.ErrnoException) => {
      if (worker !== started) return
      giveUp(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'out-of-memory' : 'broken')
    })
    return started
  }

  const next = (): void => {
    const waiting = queue.shift()
    if (waiting === undefined) {
      cancelTimer = after(idle, endThread)
      return
    }
    current = waiting
    worker ??= start()
    cancelTimer = after(timeLimit, () => giveUp('too-slow'))
    const { message, transfer = [] } = pack(waiting.question)
    worker.postMessage(message, transfer)
  }

  return {
    ask: question =>
      new Promise(resolve => {
        queue.push({ question, resolve })
        if (current !== null) return
        cancelTimer()
        next()
      }),
    isRunning: () => worker !== null,
    close: async () => {
      cancelTimer()
      endThread()
      const left = current === null ? queue.splice(0) : [current, ...queue.splice(0)]
      current = null
      for (const { resolve } of left) resolve({ is: 'closed' })
      await ending
    }
  }
}
