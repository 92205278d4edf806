import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { runnerImport } from 'vite'
import { root } from '../../commands/root.mjs'
import type { Signals } from '../../harness/harness.ts'
import { becomeAdmin, signIn } from '../product/sign-in.ts'
import { startProduct } from '../product/start-product.ts'
import { copyPrototypes, type Seal } from './copy-prototypes.ts'
import { drawPrototypes } from './draw-prototypes.ts'
import type { HookService } from './hook-service.ts'
import type { SeedPlan } from './plans.ts'

/** Stopped product with many flows. */
export interface Seeded {
  folder: string
  database: string
  /** Port of the product. It stays the same, so that Event URLs remain valid. */
  port: number
  adminCookie: string
  ownerCookie: string
  /** Tokens of the Event URLs. */
  tokens: string[]
  offFlowIds: string[]
  /** Flows of the owner who can sign in. */
  ownFlowIds: string[]
}

const password = 'only for this one bench'

interface Given {
  folder: string
  plan: SeedPlan
  service: HookService
  signals: Signals
}

/**
 * Creates a product with the flows of a plan.
 *
 * @param options.folder new data folder
 */
export async function seedFlows({ folder, plan, service, signals }: Given): Promise<Seeded> {
  const env = { HOOKWRIGHT_OUTBOUND_ALLOW: service.origin }
  const product = await startProduct({ folder, port: 0, isNew: true, env, signals })
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

/** Returns a function that seals values with the key of a data folder, using the server's code. */
async function openSeal(dataFolder: string): Promise<Seal> {
  const { module } = await runnerImport(join(root, 'apps/server/src/effects/seal.ts'), {
    configFile: false,
    logLevel: 'error'
  })
  const { openSealer } = module as { openSealer: (source: object) => Promise<{ seal: Seal }> }
  const { seal } = await openSealer({
    dataFolder,
    secretKey: null,
    secretKeyFile: null,
    hasSealed: async () => true,
    randomBytes
  })
  return seal
}
