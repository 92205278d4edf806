import type { KeptBreaker, OpenBreaker } from '@hookwright/model'
import type { Store } from '@hookwright/store'
import type { BreakerRef, Breakers } from './breakers.ts'

/** A service that is not called for now, as an operator is told of it. */
export interface BreakerTold extends BreakerRef, Pick<KeptBreaker, 'opened'>, OpenBreaker {
  connectorName: string
  /** Null for those who use a connector that needs no connection. */
  connectionName: string | null
  /** Whose connection it is; null for none. */
  ownerId: string | null
}

/** Services that are not called for now, and what a person can do about it. */
export interface HeldServices extends Pick<Breakers, 'probe' | 'close'> {
  list: () => Promise<BreakerTold[]>
}

export const createHeldServices = (given: {
  store: Pick<Store, 'connectors' | 'connections'>
  breakers: Breakers
}): HeldServices => {
  const { store, breakers } = given
  const tell = async ({ open, ...of }: KeptBreaker): Promise<BreakerTold[]> => {
    if (open === null) return []
    const connection = of.connectionId === null ? null : await store.connections.find(of.connectionId)
    const connector = await store.connectors.find(of.connectorId)
    return [
      {
        ...of,
        ...open,
        connectorName: connector?.name ?? 'A connector that is gone',
        connectionName: connection?.connection.name ?? null,
        ownerId: connection?.connection.ownerId ?? null
      }
    ]
  }
  return {
    list: async () => (await Promise.all(breakers.open().map(tell))).flat(),
    probe: breakers.probe,
    close: breakers.close
  }
}
