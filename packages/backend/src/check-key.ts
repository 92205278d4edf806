import { Fault } from '@hookwright/model'
import type { Store } from '@hookwright/store'
import type { Connections } from './connectors/connections.ts'
import type { Sealer } from './kernel/effects.ts'
import { sealPlace } from './kernel/seal-places.ts'

/**
 * Opens one of the things that are kept sealed, if there are any, so that a start with another key than theirs is
 * refused instead of every run. Throws `seal.key-wrong`; one thing that is damaged stops no start.
 */
export const checkKey = async (given: {
  store: Store
  sealer: Sealer
  connections: Connections
}): Promise<void> => {
  const { store, sealer, connections } = given
  try {
    const [connection] = await store.connections.list({})
    if (connection !== undefined) {
      await connections.open(connection.id)
      return
    }
    const row = await store.subscriptions.newest()
    if (row !== null) sealer.open(row.tokenSealed, sealPlace(row.id, 'token'))
  } catch (thrown) {
    if (!(thrown instanceof Fault) || thrown.code !== 'seal.broken') throw thrown
  }
}
