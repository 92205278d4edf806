import type { ChildProcess } from 'node:child_process'
import { statSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'

/** Timeout for the index, in milliseconds. */
const withinMs = 30 * 60_000

/**
 * Waits until all texts are indexed.
 *
 * @param path the file of the index
 * @param count how many deliveries and runs there are at least
 * @returns how long that took, and the size of the index
 * @throws Error when it takes too long or its maker ends
 */
export async function untilIndexed(
  path: string,
  count: number,
  maker: ChildProcess
): Promise<{ seconds: number; bytes: number }> {
  const began = performance.now()
  while (performance.now() - began < withinMs && maker.exitCode === null) {
    await sleep(1_000)
    if (reachedIn(path) >= count) {
      return { seconds: (performance.now() - began) / 1_000, bytes: statSync(path).size }
    }
  }
  throw new Error(`The index was not there within ${withinMs / 60_000} minutes.`)
}

function reachedIn(path: string) {
  try {
    const db = new Database(path, { readonly: true })
    try {
      return Number(db.prepare('select min(row) from reached having count(*) = 2').pluck().get() ?? 0)
    } finally {
      db.close()
    }
  } catch {
    // It is not there yet.
    return 0
  }
}
