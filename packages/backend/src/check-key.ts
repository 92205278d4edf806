import { Fault } from '@hookwright/model'
import type { Store } from '@hookwright/store'
import type { Connections } from './connectors/connections.ts'
import type { Sealer } from './kernel/effects.ts'
import { sealPlace } from './kernel/seal-places.ts'

/**
 * Checks the encryption key by opening one sealed record, if there is any. A wrong key stops the startup here
 * instead of failing every run. A single damaged record does not prevent the startup. Throws
 * `seal.key-wrong`.
 */
export const checkKey = async (params: {
  store: Store
  sealer: Sealer
  connections: Connections
}): Promise<void> => {
  const { store, sealer, connections } = params
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
