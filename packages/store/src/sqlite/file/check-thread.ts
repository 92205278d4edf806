import { type MessagePort, Worker } from 'node:worker_threads'
import { Fault } from '@hookwright/model'
import { findDamage } from './check-file.ts'

/** Background check of a file that is too large to be checked before the first request. */
export interface BackgroundCheck {
  /** Runs the check once. Rejects with `storage.damaged` when it finds damage. */
  start: () => Promise<void>
  /** Throws `storage.damaged` once damage was found. */
  assertSound: () => void
  /** Aborts the check. */
  close: () => Promise<void>
}

/** Memory limits of the thread, in MB, without SQLite's own memory. */
const limits = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 2 }

/** Entry point of the check thread. Checks the database and posts a description of the damage, or null. */
export const reportDamage = (params: { port: MessagePort; database: string }): void => {
  params.port.postMessage(findDamage(params.database))
}

/**
 * Creates a check on a separate thread. Does nothing for a file that was already checked, or without a
 * script.
 */
export const createBackgroundCheck = (params: {
  path: string
  isChecked: boolean
  script?: string
}): BackgroundCheck => {
  const { path, isChecked, script } = params
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
