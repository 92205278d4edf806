import { join } from 'node:path'
import { passSignalsOn } from '../../launcher/signals.mjs'
import { makePast } from '../growth/make-past.mjs'
import { startProduct } from '../product/start-product.mjs'
import { withTempFolder } from '../temp-folder.mjs'
import { pastOf } from './past-of.mjs'
import { untilIndexed } from './until-indexed.mjs'

/**
 * Starts the product on a past of a given size, waits until its texts are indexed, and runs work with it. It is stopped
 * and its data deleted afterwards.
 *
 * @template Result
 * @param {{ size: number, say: (text: string) => void }} given
 * @param {(opened: {   product: Awaited<ReturnType<typeof startProduct>>,   past: Awaited<ReturnType<typeof makePast>>,
 * index: Awaited<ReturnType<typeof untilIndexed>>,   folder: string }) => Promise<Result>} work
 * @returns {Promise<Result>}
 */
export function withIndexedPast({ size, say }, work) {
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
