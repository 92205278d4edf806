import { Worker } from 'node:worker_threads'
import { Fault } from '@hookwright/model'
import { endWorker } from '../file/end-worker.ts'
import type { FromThread, ToThread } from './answer-history.ts'
import type { History } from './history.ts'

/** History queries on a separate thread, which also maintains the text index. */
export interface HistoryThread {
  history: History
  /** Starts the thread before the first query, and keeps it running as long as after a query. */
  warmUp: () => void
  /** Indexes texts from now on whenever the thread is idle. `hasNews` starts the thread if needed. */
  keepIndexed: (hasNews: boolean) => void
  close: () => Promise<void>
}

/**
 * Number of reports of a caught-up index after which the thread ends. There is about one per second. The
 * number is larger after a query, since more queries may follow. A server that writes nothing needs no
 * thread.
 */
const STAY = { asked: 60, kept: 2 }

/** Memory limit of the history thread, in MB. */
const limits = { maxOldGenerationSizeMb: 256 }

/**
 * Creates the history thread. It starts with the first query or with `warmUp`. After a crash, it starts again
 * with the next query.
 */
export const createHistoryThread = (params: {
  /** Script of the thread. */
  script: string
  database: string
  /** Deletes the rows of `stale_texts` that the index has processed, up to this one. */
  forget: (note: number) => Promise<void>
}): HistoryThread => {
  const waiting = new Map<number, { resolve: (answer: unknown) => void; reject: (why: Fault) => void }>()
  let worker: Worker | null = null
  let last = 0
  /** Reports of a caught-up index that remain until the thread ends. */
  let stay = 0
  let isKeeping = false
  let isClosed = false
  /** Settles once the thread that was last told to end has ended. */
  let gone: Promise<void> = Promise.resolve()

  const broken = (why: string): Fault => new Fault('storage.failed', { why })

  const heard = (from: Worker, said: FromThread): void => {
    if ('caughtUp' in said) {
      stay -= 1
      if (stay <= 0 && waiting.size === 0 && worker === from) release(from)
      return
    }
    if ('forget' in said) {
      params.forget(said.forget).then(
        () => from.postMessage({ forgotten: true } satisfies ToThread),
        // What could not be taken away is followed once more.
        () => from.postMessage({ forgotten: true } satisfies ToThread)
      )
      return
    }
    const asked = waiting.get(said.id)
    waiting.delete(said.id)
    if ('why' in said) asked?.reject(broken(said.why))
    else asked?.resolve(said.answer)
  }

  const start = (): Worker => {
    const started = new Worker(params.script, { workerData: params.database, resourceLimits: limits })
    started.unref()
    const end = (why: string): void => {
      if (worker !== started) return
      worker = null
      for (const { reject } of waiting.values()) reject(broken(why))
      waiting.clear()
    }
    started.on('message', (said: FromThread) => heard(started, said))
    started.on('error', thrown => end(`the thread that lists has ended: ${thrown.message}`))
    started.on('exit', () => end('the store is closed'))
    if (isKeeping) started.postMessage({ keep: true } satisfies ToThread)
    return started
  }

  /** Releases the thread. The next query starts a new one. */
  const release = (ending: Worker): void => {
    worker = null
    gone = endWorker(ending, { close: true } satisfies ToThread)
  }

  const say = (message: ToThread): void => {
    worker ??= start()
    worker.postMessage(message)
  }

  const ask = <Q extends keyof History>(
    name: Q,
    about: Parameters<History[Q]>[0]
  ): Promise<Awaited<ReturnType<History[Q]>>> =>
    new Promise((resolve, reject) => {
      if (isClosed) return reject(broken('the store is closed'))
      last += 1
      stay = STAY.asked
      // The thread answers a question with what the same question is answered with here.
      waiting.set(last, { resolve: answer => resolve(answer as Awaited<ReturnType<History[Q]>>), reject })
      // Name and matter belong together, which a union of questions does not know of one that is generic.
      say({ id: last, ask: name, about } as ToThread)
    })

  return {
    history: {
      listDeliveries: filter => ask('listDeliveries', filter),
      listRuns: filter => ask('listRuns', filter),
      runsOfDeliveries: ids => ask('runsOfDeliveries', ids),
      startOutputs: ids => ask('startOutputs', ids),
      cardStatuses: ids => ask('cardStatuses', ids),
      chartDeliveries: filter => ask('chartDeliveries', filter),
      listUserFlows: filter => ask('listUserFlows', filter),
      countUserFlows: filter => ask('countUserFlows', filter),
      flowActivity: filter => ask('flowActivity', filter)
    },
    warmUp: () => {
      if (isClosed) return
      stay = STAY.asked
      worker ??= start()
    },
    keepIndexed: hasNews => {
      if (isClosed) return
      if (hasNews) stay = Math.max(stay, STAY.kept)
      if (!isKeeping && worker !== null) say({ keep: true })
      isKeeping = true
      if (hasNews) worker ??= start()
    },
    close: async () => {
      isClosed = true
      if (worker !== null) release(worker)
      await gone
    }
  }
}
