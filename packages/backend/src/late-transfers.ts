import { loadLate, memoizeLoad } from './kernel/load-late.ts'
import type { createTransfers, Transfers } from './transfers.ts'

/**
 * Creates the functions for all imports and exports. Their modules are loaded when one of the functions is
 * first called.
 */
export const createLateTransfers = (params: Parameters<typeof createTransfers>[0]) => {
  const load = memoizeLoad(async (): Promise<Transfers> => {
    const transfers = await import('./transfers.ts')
    return transfers.createTransfers(params)
  })
  return {
    connectorFiles: loadLate(async () => (await load()).connectorFiles),
    /** Imports of OpenAPI documents as connectors. */
    openApi: loadLate(async () => (await load()).openApi),
    /** Deployments of connectors from files. */
    deploymentPlans: loadLate(async () => (await load()).deploymentPlans),
    /** Ready-made connectors, and the connectors that follow them. */
    gallery: loadLate(async () => (await load()).gallery),
    /** Imports of other products' files. */
    foreignImports: loadLate(async () => (await load()).foreignImports),
    flowFiles: loadLate(async () => (await load()).flowFiles)
  }
}
