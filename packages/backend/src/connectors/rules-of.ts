import type { Specs } from '@hookwright/engine'
import { type ConnectionPurpose, type Id, type Receiving, startCardOf } from '@hookwright/model'
import type { Store } from '@hookwright/store'

/** The receiving rules of a connector's events: as drafted for a test connection, otherwise of the deployed version. */
export const rulesOf = async (
  { store, specs }: { store: Pick<Store, 'flows' | 'versions'>; specs: Specs },
  connectorId: Id,
  purpose: ConnectionPurpose
): Promise<Receiving[]> => {
  const flows =
    purpose === 'test'
      ? await store.flows.list(connectorId)
      : ((await store.versions.deployedOf(connectorId))?.snapshot.flows ?? [])
  return flows.flatMap(({ doc }) => {
    const start = startCardOf(doc)
    const receiving = start && specs.get(start.type)?.receives(start.config)
    return receiving === undefined || receiving === null ? [] : [receiving]
  })
}
