import { createLazyModule, memoizeLoad } from './kernel/lazy-module.ts'
import type { createTransfers, Transfers } from './transfers.ts'

/**
 * Creates the functions for all imports and exports. Their modules are loaded when one of the functions is
 * first called.
 */
export const createLazyTransfers = (params: Parameters<typeof createTransfers>[0]) => {
  const load = memoizeLoad(async (): Promise<Transfers> => {
    const transfers = await import('./transfers.ts')
    return transfers.createTransfers(params)
  })
  return {
    connectorFiles: createLazyModule(async () => (await load()).connectorFiles),
    /** Imports of OpenAPI documents as connectors. */
    openApi: createLazyModule(async () => (await load()).openApi),
    /** Deployments of connectors from files. */
    deploymentPlans: createLazyModule(async () => (await load()).deploymentPlans),
    /** Ready-made connectors, and the connectors that follow them. */
    gallery: createLazyModule(async () => (await load()).gallery),
    /** Imports of other products' files. */
    foreignImports: createLazyModule(async () => (await load()).foreignImports),
    flowFiles: createLazyModule(async () => (await load()).flowFiles)
  }
}
