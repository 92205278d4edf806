import type { Id } from '@hookwright/model'
import type { Store } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'

/** Place to which the client secrets of a connector are bound. */
export const placeOfClients = (connectorId: Id): string => `connector/${connectorId}/clients`

/** Client secrets of makers, sealed beside their connectors. They belong to no version, so that none is frozen. */
export interface ClientSecrets {
  /** Client ids that have a secret. Throws `connector.gone`. */
  idsOf: (connectorId: Id) => Promise<string[]>
  /** Secrets by client id. Throws `connector.gone`. */
  open: (connectorId: Id) => Promise<Map<string, string>>
  /** Sets the secret of a client id, or deletes it for null. Throws `connector.gone`. */
  set: (connectorId: Id, clientId: string, secret: string | null) => Promise<void>
}

/** Client ids of former versions are kept, up to this many. */
const MOST_CLIENTS = 20

export const createClientSecrets = (given: {
  store: Pick<Store, 'connectors'>
  outside: Pick<Effects, 'sealer'>
}): ClientSecrets => {
  const { store, outside } = given
  const open = async (connectorId: Id): Promise<Map<string, string>> => {
    const sealed = await store.connectors.clientsOf(connectorId)
    if (sealed === null) return new Map()
    const pairs: [string, string][] = JSON.parse(outside.sealer.open(sealed, placeOfClients(connectorId)))
    return new Map(pairs)
  }
  return {
    open,
    idsOf: async connectorId => [...(await open(connectorId)).keys()],
    set: async (connectorId, clientId, secret) => {
      const secrets = await open(connectorId)
      secrets.delete(clientId)
      const pairs = [...secrets, ...(secret === null ? [] : [[clientId, secret] as const])].slice(
        -MOST_CLIENTS
      )
      const sealed =
        pairs.length === 0 ? null : outside.sealer.seal(JSON.stringify(pairs), placeOfClients(connectorId))
      await store.connectors.keepClients(connectorId, sealed)
    }
  }
}
