import { join } from 'node:path'
import { passSignalsOn } from '../../launcher/signals.mjs'
import { makePast } from '../growth/make-past.ts'
import { startProduct } from '../product/start-product.ts'
import { withTempFolder } from '../temp-folder.ts'
import { pastOf } from './past-of.ts'
import { untilIndexed } from './until-indexed.ts'

/**
 * Starts the product on a past of a given size, waits until its texts are indexed, and runs work with it. It is stopped
 * and its data deleted afterwards.
 */
export function withIndexedPast<Result>(
  { size, say }: { size: number; say: (text: string) => void },
  work: (opened: {
    product: Awaited<ReturnType<typeof startProduct>>
    past: Awaited<ReturnType<typeof makePast>>
    index: Awaited<ReturnType<typeof untilIndexed>>
    folder: string
  }) => Promise<Result>
): Promise<Result> {
  const signals = passSignalsOn()
  return withTempFolder(async folder => {
    say(`Making a past of ${size} deliveries.`)
    const past = await makePast({ folder: join(folder, 'past'), count: size, pastOf, signals })
    const product = await startProduct({
      folder: past.folder,
      port: Number(new URL(past.eventUrl).port),
      isNew: false
    })
    signals.passTo(product.child)
    try {
      say('Waiting for the index of its texts.')
      const path = join(past.folder, 'search.db')
      const index = await untilIndexed({ path, count: size, maker: product.child })
      return await work({ product, past, index, folder })
    } finally {
      await product.stop()
    }
  })
}
