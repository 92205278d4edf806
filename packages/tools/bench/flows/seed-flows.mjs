import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { runnerImport } from 'vite'
import { root } from '../../commands/root.mjs'
import { becomeAdmin, signIn } from '../product/sign-in.mjs'
import { startProduct } from '../product/start-product.mjs'
import { copyPrototypes } from './copy-prototypes.mjs'
import { drawPrototypes } from './draw-prototypes.mjs'

/**
 * A stopped product with many flows.
 *
 * @typedef {object} Seeded
 * @property {string} folder
 * @property {string} database
 * @property {number} port its own, so that Event URLs stay the same
 * @property {string} adminCookie
 * @property {string} ownerCookie
 * @property {string[]} tokens of Event URLs
 * @property {string[]} offFlowIds
 * @property {string[]} ownFlowIds flows of the owner who can sign in
 */

const password = 'only for this one bench'

/**
 * Creates a product with the flows of a plan.
 *
 * @param {object} options
 * @param {string} options.folder a new data folder
 * @param {import('./plans.mjs').SeedPlan} options.plan
 * @param {import('./hook-service.mjs').HookService} options.service
 * @param {ReturnType<typeof import('../../launcher/signals.mjs').passSignalsOn>} options.signals
 * @returns {Promise<Seeded>}
 */
export async function seedFlows({ folder, plan, service, signals }) {
  const env = { HOOKWRIGHT_OUTBOUND_ALLOW: service.origin }
  const product = await startProduct({ folder, port: 0, isNew: true, env })
  signals.passTo(product.child)
  try {
    const admin = await becomeAdmin(product.firstAdminLink)
    const owner = await admin.api.people.add.mutate({ name: 'Olive Owner', password, role: 'user' })
    const ownerCookie = await signIn(product.url, 'Olive Owner', password)
    const prototypes = await drawPrototypes(admin.api, service.hooks)
    await product.stop()
    const seal = await openSeal(folder)
    const { database } = product
    const copied = copyPrototypes({ database, plan, prototypes, ownerId: owner.id, seal })
    return {
      folder,
      database,
      port: Number(new URL(product.url).port),
      adminCookie: admin.cookie,
      ownerCookie,
      ...copied
    }
  } finally {
    await product.stop()
  }
}

/**
 * Returns a function that seals with a data folder's key, using the server's own code.
 *
 * @param {string} dataFolder
 * @returns {Promise<import('./copy-prototypes.mjs').Seal>}
 */
async function openSeal(dataFolder) {
  const { module } = await runnerImport(join(root, 'apps/server/src/effects/seal.ts'), {
    configFile: false,
    logLevel: 'error'
  })
  const { openSealer } = /** @type {typeof import('../../../../apps/server/src/effects/seal.ts')} */ (module)
  const { seal } = await openSealer({
    dataFolder,
    secretKey: null,
    secretKeyFile: null,
    hasSealed: async () => true,
    randomBytes
  })
  return seal
}
