import { buildApps } from '../commands/build.mjs'
import { root } from '../commands/root.mjs'
import { passSignalsOn } from '../launcher/signals.mjs'
import { benchFlow, doneSql } from './product/bench-flow.mjs'
import { prepareCanvas } from './product/prepare-canvas.mjs'
import { prepareProduct } from './product/prepare-product.mjs'
import { becomeAdmin } from './product/sign-in.mjs'
import { startProduct } from './product/start-product.mjs'
import { withTempFolder } from './temp-folder.mjs'

/**
 * Starts the product on a fresh data folder with a flow that is on and a large one to draw, prints where they are as one
 * line of JSON, and waits until it is ended; the folder goes with it. `cookie` is an admin's Cookie header, with which
 * `canvasUrl` and the API open.
 *
 * @param {number} port
 * @returns {Promise<number>} the server's exit code
 */
export async function standAsTarget(port) {
  const signals = passSignalsOn()
  if (!(await buildApps({ root, say: console.error }))) return 1
  return withTempFolder(async folder => {
    const product = await startProduct({ folder, port, isNew: true })
    signals.passTo(product.child)
    if (signals.received()) return product.stop()
    const { api, cookie } = await becomeAdmin(product.firstAdminLink)
    const [eventUrl] = await prepareProduct(api, benchFlow)
    const [canvasUrl] = await prepareCanvas(product.url, api, [1_000])
    console.log(JSON.stringify({ eventUrl, database: product.database, doneSql, canvasUrl, cookie }))
    return product.ended
  })
}
