import { type MessagePort, Worker } from 'node:worker_threads'
import { Fault } from '@hookwright/model'
import { findDamage } from './check-file.ts'

/** The check of a file that is too large to be checked before the first request. */
export interface BackgroundCheck {
  /** Checks once; rejects with `storage.damaged` when it finds damage. */
  start: () => Promise<void>
  /** Throws `storage.damaged` once damage was found. */
  assertSound: () => void
  /** Breaks off the check. */
  close: () => Promise<void>
}

/** Memory limits of the thread, without SQLite's own memory. */
const limits = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 2 }

/** The side of the thread: checks the database and reports what is wrong with it, or null. */
export const reportDamage = (given: { port: MessagePort; database: string }): void => {
  given.port.postMessage(findDamage(given.database))
}

/** A check on a thread of its own; none where the file was checked already or there is no script. */
export const createBackgroundCheck = (given: {
  path: string
  isChecked: boolean
  script?: string
}): BackgroundCheck => {
  const { path, isChecked, script } = given
  let worker: Worker | null = null
  let isStarted = isChecked
  let damage: string | null = null
  const assertSound = (): void => {
    if (damage !== null) throw new Fault('storage.damaged', { file: path, why: damage })
  }
  return {
    start: async () => {
      if (isStarted || script === undefined) return
      isStarted = true
      const started = new Worker(script, { workerData: path, resourceLimits: limits })
      worker = started
      started.unref()
      started.on('message', (found: string | null) => {
        damage = found
      })
      // A thread that cannot run says nothing about the file.
      started.on('error', () => {})
      await new Promise(resolve => started.on('exit', resolve))
      worker = null
      assertSound()
    },
    assertSound,
    close: async () => {
      await worker?.terminate()
    }
  }
}
