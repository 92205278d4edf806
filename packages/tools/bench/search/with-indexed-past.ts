import type { ChildProcess } from 'node:child_process'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import type { Harness } from '../../harness/harness.ts'
import { makePast, type Past } from '../growth/make-past.ts'
import { type Product, startProduct } from '../product/start-product.ts'
import { pastOf } from './past-of.ts'

/**
 * Starts the product with a history of the given size, waits until its texts are indexed, and runs work with
 * it. Stops it afterwards.
 */
export async function withIndexedPast<Result>(
  { folder, signals, say }: Harness,
  size: number,
  work: (opened: {
    product: Product
    past: Past
    index: Awaited<ReturnType<typeof untilIndexed>>
  }) => Promise<Result>
): Promise<Result> {
  say(`Making a past of ${size} deliveries.`)
  const past = await makePast({ folder: join(folder, 'past'), count: size, pastOf, signals })
  const port = Number(new URL(past.eventUrl).port)
  const product = await startProduct({ folder: past.folder, port, isNew: false, signals })
  try {
    say('Waiting for the index of its texts.')
    const path = join(past.folder, 'search.db')
    const index = await untilIndexed(path, size, product.child)
    return await work({ product, past, index })
  } finally {
    await product.stop()
  }
}

/** Time limit for indexing, in milliseconds. */
const withinMs = 30 * 60_000

/**
 * Waits until all texts are indexed.
 *
 * @param path file of the index
 * @param count minimum number of deliveries, and of runs
 * @returns the duration, and the size of the index
 * @throws Error when indexing takes too long or the server ends
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
