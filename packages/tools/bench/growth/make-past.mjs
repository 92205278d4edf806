import { benchFlow } from '../product/bench-flow.mjs'
import { prepareOne } from '../product/prepare-product.mjs'
import { becomeAdmin } from '../product/sign-in.mjs'
import { startProduct } from '../product/start-product.mjs'
import { fillHistory } from './fill-history.mjs'

/**
 * A stopped product with a history.
 *
 * @typedef {{ folder: string, eventUrl: string, cookie: string, middle: string }} Past
 */

/**
 * @param {object} given
 * @param {string} given.folder its data folder, which is new
 * @param {number} given.count how many deliveries it has had
 * @param {import('./fill-history.mjs').PastOf} [given.pastOf]
 * @param {ReturnType<typeof import('../../launcher/signals.mjs').passSignalsOn>} given.signals
 * @returns {Promise<Past>}
 */
export async function makePast({ folder, count, pastOf, signals }) {
  const product = await startProduct({ folder, port: 0, isNew: true })
  signals.passTo(product.child)
  let made
  try {
    const { api, cookie } = await becomeAdmin(product.firstAdminLink)
    const { eventUrl } = await prepareOne(api, { ...benchFlow, signed: true })
    made = { folder, eventUrl, cookie }
  } finally {
    await product.stop()
  }
  return { ...made, middle: fillHistory(product.database, count, pastOf).middle }
}
