import { BIN_DAYS, DAY, type Id, type Millis } from '@hookwright/model'
import type { BinnedConnector, BinnedFlow, Store } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'

/** Contents of the recycle bin. */
export interface BinContents {
  flows: BinnedFlow[]
  connectors: BinnedConnector[]
}

/** Time when an item of the recycle bin is deleted for good. */
const endOf = ({ deletedAt }: { deletedAt: Millis }): Millis => deletedAt + BIN_DAYS * DAY

/** Deleted flows and connectors, which can be restored for 30 days. */
export const createBin = ({ store, outside }: { store: Store; outside: Pick<Effects, 'clock'> }) => ({
  /** Newest first. What is due already, and waits for the next sweep, is left out. */
  list: async (): Promise<BinContents> => {
    const now = outside.clock()
    const [flows, connectors] = await Promise.all([store.bin.flows(), store.bin.connectors()])
    return {
      flows: flows.filter(flow => endOf(flow) > now),
      connectors: connectors.filter(connector => endOf(connector) > now)
    }
  },
  /** Deletes a flow of the bin for good. Throws `flow.gone`. */
  purgeFlow: (id: Id): Promise<void> => store.bin.purgeFlow(id, outside.clock()),
  /** Deletes a connector of the bin and its flows for good. Throws `connector.gone`. */
  purgeConnector: (id: Id): Promise<void> => store.bin.purgeConnector(id, outside.clock())
})
