import { join } from 'node:path'
import type { Harness } from '../../harness/harness.ts'
import { makePast, type Past } from '../growth/make-past.ts'
import { type Product, startProduct } from '../product/start-product.ts'
import { pastOf } from './past-of.ts'
import { untilIndexed } from './until-indexed.ts'

/**
 * Starts the product on a past of a given size, waits until its texts are indexed, and runs work with it. It is stopped
 * afterwards.
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
