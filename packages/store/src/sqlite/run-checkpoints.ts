import type { MessagePort } from 'node:worker_threads'
import Database from 'better-sqlite3'
import { BUSY_MS } from './open-database.ts'

/** What the thread is told. */
export type ToCheckpointThread = 'checkpoint' | 'close'

/** A row of `pragma wal_checkpoint`: pages in the log, and how many of them are in the file. */
export interface LogPages {
  busy: number
  log: number
  checkpointed: number
}

/** What has come into the log meanwhile is brought in likewise, until so little is left that its owner can do it. */
const REST_PAGES = 150
const MOST_PASSES = 4

/**
 * The side of a thread that brings the log of a database into its file while its owner goes on writing, each time it is
 * told to, and says so through the port; a disk that fails is left to the next time. What is committed last stays for the
 * owner, since the log begins anew only when all of it is in the file (decision 066).
 */
export const runCheckpoints = (given: { port: MessagePort; database: string }): void => {
  const { port, database } = given
  const db = new Database(database, { timeout: BUSY_MS, fileMustExist: true })
  db.pragma('synchronous = full')
  const checkpoint = db.prepare<[], LogPages>('pragma wal_checkpoint(passive)')

  const bringIn = (): boolean => {
    let before = 0
    for (let pass = 0; pass < MOST_PASSES; pass++) {
      const pages = checkpoint.get()
      if (pages === undefined || pages.busy !== 0) return false
      if (pages.log - before < REST_PAGES) return true
      before = pages.log
    }
    return true
  }

  port.on('message', (told: ToCheckpointThread) => {
    if (told === 'close') {
      db.close()
      port.close()
      return
    }
    try {
      port.postMessage(bringIn())
    } catch {
      port.postMessage(false)
    }
  })
}
