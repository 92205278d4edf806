import { Fault, type Id } from '@hookwright/model'
import type { Store } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'

/** Returns the `place` (associated data) for the encryption of a connector's client secrets. */
export const placeOfClients = (connectorId: Id): string => `connector/${connectorId}/clients`

/** Client secrets of makers, stored sealed with the connectors. Versions do not contain them. */
export interface ClientSecrets {
  /** Returns the client ids with a secret. Throws `connector.gone`. */
  idsOf: (connectorId: Id) => Promise<string[]>
  /** Returns the secrets by client id. Throws `connector.gone`. */
  open: (connectorId: Id) => Promise<Map<string, string>>
  /**
   * Sets the secret of a client id, or deletes it for null. Concurrent changes of other ids are
   * kept. Throws `connector.gone`, `connector.too-many-clients`.
   */
  set: (connectorId: Id, clientId: string, secret: string | null) => Promise<void>
}

/** Maximum number of client ids with a secret, including those of former versions. */
const MOST_CLIENTS = 20

export const createClientSecrets = (params: {
  store: Pick<Store, 'connectors'>
  effects: Pick<Effects, 'sealer'>
}): ClientSecrets => {
  const { store, effects } = params
  const read = async (
    connectorId: Id
  ): Promise<{ sealed: Uint8Array | null; secrets: Map<string, string> }> => {
    const sealed = await store.connectors.clientsOf(connectorId)
    if (sealed === null) return { sealed, secrets: new Map() }
    const pairs: [string, string][] = JSON.parse(effects.sealer.open(sealed, placeOfClients(connectorId)))
    return { sealed, secrets: new Map(pairs) }
  }
  const open = async (connectorId: Id): Promise<Map<string, string>> => (await read(connectorId)).secrets

  const set = async (connectorId: Id, clientId: string, secret: string | null): Promise<void> => {
    const { sealed: before, secrets } = await read(connectorId)
    if (secret === null) secrets.delete(clientId)
    else secrets.set(clientId, secret)
    if (secrets.size > MOST_CLIENTS) throw new Fault('connector.too-many-clients', { most: MOST_CLIENTS })
    const place = placeOfClients(connectorId)
    const sealed = secrets.size === 0 ? null : effects.sealer.seal(JSON.stringify([...secrets]), place)
    const isKept = await store.connectors.keepClients(connectorId, sealed, before)
    // Somebody else set one in between.
    if (!isKept) await set(connectorId, clientId, secret)
  }

  return {
    open,
    idsOf: async connectorId => [...(await open(connectorId)).keys()],
    set
  }
}
