import { buildApps } from '../commands/build.mjs'
import { root } from '../commands/root.mjs'
import { withTempFolder } from '../harness/harness.ts'
import { passSignalsOn } from '../launcher/signals.mjs'
import { benchFlow, doneSql } from './product/bench-flow.ts'
import { prepareCanvas } from './product/canvas-flows.ts'
import { prepareOne } from './product/prepare-product.ts'
import { becomeAdmin } from './product/sign-in.ts'
import { signingSecret } from './product/signed.ts'
import { startProduct } from './product/start-product.ts'

/**
 * Starts the product on a new data folder with an active flow and a large flow to render. Prints their URLs
 * as one line of JSON. Runs until it is stopped, then deletes the folder. `cookie` is an admin's Cookie
 * header for `canvasUrl` and the API; `secret` is the key to sign deliveries, like GitHub's.
 *
 * @param signed true if deliveries must be signed
 * @param paused true if deliveries are stored but not run
 * @returns the server's exit code
 */
export async function serveTarget(port: number, signed: boolean, paused: boolean): Promise<number> {
  const signals = passSignalsOn()
  if (!(await buildApps({ root, say: console.error }))) return 1
  return withTempFolder(async folder => {
    const product = await startProduct({ folder, port, isNew: true, signals })
    if (signals.received()) return product.stop()
    const { api, cookie } = await becomeAdmin(product.firstAdminLink)
    const { eventUrl, flowId } = await prepareOne(api, { ...benchFlow, signed })
    if (paused) await api.subscriptions.pause.mutate({ flowId, paused })
    const [canvasUrl] = await prepareCanvas(product.url, api, [1_000])
    const secret = signed ? { secret: signingSecret } : {}
    const { database } = product
    console.log(JSON.stringify({ eventUrl, database, doneSql, canvasUrl, cookie, ...secret }))
    return product.ended
  })
}
