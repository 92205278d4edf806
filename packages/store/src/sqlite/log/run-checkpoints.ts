import type { MessagePort } from 'node:worker_threads'
import Database from 'better-sqlite3'
import { BUSY_WAIT } from '../file/open-database.ts'
import { isSyncFailure } from '../file/storage-fault.ts'
import type { LogPages } from './log-sync.ts'

/** Message to the checkpoint thread. */
export type ToCheckpointThread = 'checkpoint' | 'close'

/**
 * Result of the checkpoint thread: few pages are left, a long read blocks the log, the disk failed, or a sync
 * failed.
 */
export type FromCheckpointThread = 'nearly done' | 'held' | 'failed' | 'unsynced'

/**
 * Number of pages that may remain after a checkpoint. While more are written during it, it is repeated, up to
 * `MOST_PASSES` times. If more remain after that, the log counts as blocked.
 */
const REST_PAGES = 150
const MOST_PASSES = 4

/**
 * Entry point of the checkpoint thread. On request, it checkpoints the log of a database while the owner of
 * the database continues to write. It reports if only few pages are left for the owner, since the log
 * restarts only when all of it is in the file (decision 066). A long read of an older snapshot, or a failing
 * disk, leaves more pages.
 */
export const runCheckpoints = (params: { port: MessagePort; database: string }): void => {
  const { port, database } = params
  const db = new Database(database, { timeout: BUSY_WAIT, fileMustExist: true })
  db.pragma('synchronous = full')
  const checkpoint = db.prepare<[], LogPages>('pragma wal_checkpoint(passive)')

  const bringIn = (): FromCheckpointThread => {
    let before = 0
    for (let pass = 0; pass < MOST_PASSES; pass++) {
      const pages = checkpoint.get()
      if (pages === undefined || pages.busy !== 0 || pages.log - pages.checkpointed > REST_PAGES)
        return 'held'
      if (pages.log - before < REST_PAGES) return 'nearly done'
      before = pages.log
    }
    return 'nearly done'
  }

  port.on('message', (message: ToCheckpointThread) => {
    if (message === 'close') {
      db.close()
      port.close()
      return
    }
    let outcome: FromCheckpointThread
    try {
      outcome = bringIn()
    } catch (thrown) {
      outcome = isSyncFailure(thrown) ? 'unsynced' : 'failed'
    }
    port.postMessage(outcome)
  })
}
