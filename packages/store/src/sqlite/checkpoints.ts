import { Worker } from 'node:worker_threads'
import type { Database } from 'better-sqlite3'
import { endWorker } from './end-worker.ts'
import type { LogPages, ToCheckpointThread } from './run-checkpoints.ts'

/** Brings the log of the writing connection into its file before it grows long, on a thread of its own (decision 066). */
export interface Checkpoints {
  /** Looks how long the log is; said between two commits. */
  look: () => void
  /** Resolves once the thread has let go of the file. */
  close: () => Promise<void>
}

/** So many pages are begun with: 10 MB, which grow to some 16 while the thread is at work. */
const BEGIN_PAGES = 1_200

/** Where the thread has fallen behind as far as this, SQLite does all of it at the next commit. */
const MOST_PAGES = 6_000

/** How long the thread stays when nothing is to be done, in milliseconds. */
const STAY = 10_000

const limits = { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2 }

/** Without a script, SQLite brings the log in at the end of a commit that finds it long. */
export const createCheckpoints = (given: { db: Database; path: string; script?: string }): Checkpoints => {
  const { db, path, script } = given
  if (script === undefined) return { look: () => {}, close: async () => {} }
  db.pragma(`wal_autocheckpoint = ${MOST_PAGES}`)
  const length = db.prepare<[], LogPages>('pragma wal_checkpoint(noop)')
  const checkpoint = db.prepare<[], LogPages>('pragma wal_checkpoint(passive)')
  let worker: Worker | null = null
  let isAtWork = false
  /** The thread has brought in all but what came last. */
  let isNearlyIn = false
  let letGo: NodeJS.Timeout | null = null
  let gone: Promise<void> = Promise.resolve()

  const end = (): void => {
    if (letGo !== null) clearTimeout(letGo)
    letGo = null
    if (worker !== null) gone = endWorker(worker, 'close' satisfies ToCheckpointThread)
    worker = null
    isAtWork = false
  }

  const start = (): Worker => {
    const started = new Worker(script, { workerData: path, resourceLimits: limits })
    started.unref()
    started.on('message', (isIn: boolean) => {
      isAtWork = false
      isNearlyIn = isIn
      letGo = setTimeout(end, STAY).unref()
    })
    // One that broke is started anew when the log is looked at again.
    const broke = (): void => {
      if (worker === started) worker = null
      isAtWork = false
    }
    started.on('error', broke)
    started.on('exit', broke)
    return started
  }

  const begin = (): void => {
    if (letGo !== null) clearTimeout(letGo)
    letGo = null
    isAtWork = true
    worker ??= start()
    worker.postMessage('checkpoint' satisfies ToCheckpointThread)
  }

  return {
    look: () => {
      if (isAtWork) return
      try {
        if (isNearlyIn) {
          isNearlyIn = false
          checkpoint.get()
          return
        }
        const pages = length.get()
        if (pages !== undefined && pages.log - pages.checkpointed >= BEGIN_PAGES) begin()
      } catch {
        // What is in the log is safe there; a disk that fails says so to the next who writes.
      }
    },
    close: async () => {
      end()
      await gone
    }
  }
}
