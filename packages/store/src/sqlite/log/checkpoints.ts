import { Worker } from 'node:worker_threads'
import type { Database } from 'better-sqlite3'
import { endWorker } from '../file/end-worker.ts'
import { CHECKPOINT_PAGES } from '../file/open-database.ts'
import { isSyncFailure } from '../file/storage-fault.ts'
import type { LogSync } from './log-sync.ts'
import type { FromCheckpointThread, ToCheckpointThread } from './run-checkpoints.ts'

/**
 * Checkpoints of the writing connection's log, run on a separate thread before the log grows long (decision
 * 066).
 */
export interface Checkpoints {
  /** Checks the length of the log. Called between two commits. */
  look: () => void
  /** Resolves once the thread has closed the file. */
  close: () => Promise<void>
}

/** Number of pages at which a checkpoint starts: 24 MB, which grow to some 43 MB during the checkpoint (decision 172). */
const BEGIN_PAGES = 3_000

/** Number of pages at which the writing connection checkpoints by itself, although there is a thread. */
const MOST_PAGES = 6_000

/** Time after which an idle thread ends, in milliseconds. */
const STAY = 10_000

/** Pause after a checkpoint that could not complete, in milliseconds. */
const REST = 1_000

/** Memory limits of the thread, in MB. */
const limits = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 2 }

/**
 * Creates the checkpoints. Without a script, the writing connection checkpoints between two
 * commits. SQLite's automatic checkpoints are off, since they would not report a failed sync.
 */
export const createCheckpoints = (params: {
  db: Database
  path: string
  /** Log of the file. After a failed sync, none of its pages may be checkpointed. */
  log: Pick<LogSync, 'isSound' | 'pages' | 'fail'>
  script?: string
}): Checkpoints => {
  const { db, path, log, script } = params
  db.pragma('wal_autocheckpoint = 0')
  const most = script === undefined ? CHECKPOINT_PAGES : MOST_PAGES
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

  /** Pauses checkpoints after the thread crashed or the disk failed, or while a long read blocks the log. */
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
    started.on('message', (message: FromCheckpointThread) => {
      if (message === 'unsynced') log.fail('SQLITE_IOERR_FSYNC', path)
      if (worker !== started) return
      if (message !== 'nearly done') return rest()
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

  const begin = (script: string): void => {
    worker ??= start(script)
    worker.postMessage('checkpoint' satisfies ToCheckpointThread)
    state = 'is at work'
    if (timer !== null) clearTimeout(timer)
  }

  return {
    look: () => {
      if (state === 'is closed' || !log.isSound()) return
      try {
        const pages = log.pages()
        const backlog = pages.log - pages.checkpointed
        if (state === 'is nearly done' || backlog >= most) {
          if (state === 'is nearly done') state = 'waits'
          checkpoint.get()
        } else if (state === 'waits' && script !== undefined && backlog >= BEGIN_PAGES) begin(script)
      } catch (thrown) {
        if (isSyncFailure(thrown)) log.fail(thrown.code, path)
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
