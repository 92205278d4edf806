import { Fault, type Id } from '@hookwright/model'
import type { Store } from '@hookwright/store'

/** Returns the deployed version of a connector. Throws `version.not-deployed`. */
export const mustBeDeployed = async (
  store: Pick<Store, 'connectors' | 'versions'>,
  connectorId: Id
): Promise<NonNullable<Awaited<ReturnType<Store['versions']['deployedOf']>>>> => {
  const deployed = await store.versions.deployedOf(connectorId)
  if (deployed !== null) return deployed
  const name = (await store.connectors.find(connectorId))?.name ?? ''
  throw new Fault('version.not-deployed', { name })
}
