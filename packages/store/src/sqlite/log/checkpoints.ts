import { Worker } from 'node:worker_threads'
import type { Database } from 'better-sqlite3'
import { endWorker } from '../file/end-worker.ts'
import type { LogSync } from './log-sync.ts'
import type { FromCheckpointThread, ToCheckpointThread } from './run-checkpoints.ts'

/** Brings the log of the writing connection into its file before it grows long, on a thread of its own (decision 066). */
export interface Checkpoints {
  /** Looks how long the log is; said between two commits. */
  look: () => void
  /** Resolves once the thread has let go of the file. */
  close: () => Promise<void>
}

/** So many pages are begun with: 10 MB, which grow to some 16 while the thread is at work. */
const BEGIN_PAGES = 1_200

/** Pages of backlog at which SQLite does the whole checkpoint at the next commit. */
const MOST_PAGES = 6_000

/** Time that an idle thread stays, in milliseconds. */
const STAY = 10_000

/** Pause after it could not continue. */
const REST = 1_000

/** Memory limits of the thread; it needs next to nothing. */
const limits = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 2 }

/** Without a script, SQLite brings the log in at the end of a commit that finds it long. */
export const createCheckpoints = (given: {
  db: Database
  path: string
  /** While the log may have a gap, nothing from behind it may come into the file. */
  log: Pick<LogSync, 'isWhole' | 'pages' | 'hasFailed'>
  script?: string
}): Checkpoints => {
  const { db, path, log, script } = given
  if (script === undefined) return { look: () => {}, close: async () => {} }
  db.pragma(`wal_autocheckpoint = ${MOST_PAGES}`)
  const checkpoint = db.prepare('pragma wal_checkpoint(passive)')
  let worker: Worker | null = null
  let state: 'waits' | 'is at work' | 'is nearly done' | 'rests' | 'is closed' = 'waits'
  let timer: NodeJS.Timeout | null = null
  let gone: Promise<void> = Promise.resolve()

  const later = (wait: number, act: () => void): void => {
    if (timer !== null) clearTimeout(timer)
    timer = setTimeout(act, wait).unref()
  }

  const end = (): void => {
    if (timer !== null) clearTimeout(timer)
    timer = null
    if (worker !== null) gone = endWorker(worker, 'close' satisfies ToCheckpointThread)
    worker = null
  }

  /** A thread that broke or found the disk failing, or the log held by a long read. */
  const rest = (): void => {
    state = 'rests'
    later(REST, () => {
      state = 'waits'
      later(STAY, end)
    })
  }

  const start = (script: string): Worker => {
    const started = new Worker(script, { workerData: path, resourceLimits: limits })
    started.unref()
    started.on('message', (told: FromCheckpointThread) => {
      // A checkpoint begins with a sync of the log.
      if (told === 'failed') log.hasFailed()
      if (worker !== started) return
      if (told !== 'nearly done') return rest()
      state = 'is nearly done'
      later(STAY, end)
    })
    const broke = (): void => {
      if (worker !== started) return
      worker = null
      rest()
    }
    started.on('error', broke)
    started.on('exit', broke)
    return started
  }

  const begin = (): void => {
    worker ??= start(script)
    worker.postMessage('checkpoint' satisfies ToCheckpointThread)
    state = 'is at work'
    if (timer !== null) clearTimeout(timer)
  }

  return {
    look: () => {
      if ((state !== 'waits' && state !== 'is nearly done') || !log.isWhole()) return
      try {
        if (state === 'is nearly done') {
          state = 'waits'
          checkpoint.get()
          return
        }
        const pages = log.pages()
        if (pages.log - pages.checkpointed >= BEGIN_PAGES) begin()
      } catch {
        // What is on the disk of the log is safe there, yet the checkpoint began with a sync of it.
        log.hasFailed()
        rest()
      }
    },
    close: async () => {
      state = 'is closed'
      end()
      await gone
    }
  }
}
