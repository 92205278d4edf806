import type { OpenBreaker, StoredBreaker } from '@hookwright/model'
import type { Store } from '@hookwright/store'
import type { BreakerRef, Breakers } from './breakers.ts'

/** Open breaker with the names of its connector and connection, for display. */
export interface OpenBreakerView extends BreakerRef, Pick<StoredBreaker, 'opened'>, OpenBreaker {
  connectorName: string
  /** Name of the connection. Null if the connector needs no connection. */
  connectionName: string | null
  /** Owner of the connection; null without a connection. */
  ownerId: string | null
}

/** Open breakers of all services, with the actions that people can take on them. */
export interface OpenBreakers extends Pick<Breakers, 'probe' | 'close'> {
  list: () => Promise<OpenBreakerView[]>
}

export const createOpenBreakers = (params: {
  store: Pick<Store, 'connectors' | 'connections'>
  breakers: Breakers
}): OpenBreakers => {
  const { store, breakers } = params
  const viewsOf = async ({ open, ...of }: StoredBreaker): Promise<OpenBreakerView[]> => {
    if (open === null) return []
    const connection = of.connectionId === null ? null : await store.connections.find(of.connectionId)
    const connector = await store.connectors.find(of.connectorId)
    return [
      {
        ...of,
        ...open,
        connectorName: connector?.name ?? 'Deleted connector',
        connectionName: connection?.connection.name ?? null,
        ownerId: connection?.connection.ownerId ?? null
      }
    ]
  }
  return {
    list: async () => (await Promise.all(breakers.open().map(viewsOf))).flat(),
    probe: breakers.probe,
    close: breakers.close
  }
}
