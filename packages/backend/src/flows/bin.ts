import { BIN_DAYS, DAY, type Id, type Millis } from '@hookwright/model'
import type { BinnedConnector, BinnedFlow, Store } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'

/** Contents of the recycle bin. */
export interface BinContents {
  flows: BinnedFlow[]
  connectors: BinnedConnector[]
}

/** Returns the time at which an item in the recycle bin is deleted permanently. */
const endOf = ({ deletedAt }: { deletedAt: Millis }): Millis => deletedAt + BIN_DAYS * DAY

/** Creates the recycle bin: deleted flows and connectors can be restored for 30 days. */
export const createBin = ({ store, effects }: { store: Store; effects: Pick<Effects, 'clock'> }) => ({
  /** Lists the items, newest first. Omits items that the next sweep deletes. */
  list: async (): Promise<BinContents> => {
    const now = effects.clock()
    const [flows, connectors] = await Promise.all([store.bin.flows(), store.bin.connectors()])
    return {
      flows: flows.filter(flow => endOf(flow) > now),
      connectors: connectors.filter(connector => endOf(connector) > now)
    }
  },
  /** Permanently deletes a flow in the recycle bin. Throws `flow.gone`. */
  purgeFlow: (id: Id): Promise<void> => store.bin.purgeFlow(id, effects.clock()),
  /** Permanently deletes a connector in the recycle bin with its flows. Throws `connector.gone`. */
  purgeConnector: (id: Id): Promise<void> => store.bin.purgeConnector(id, effects.clock())
})
