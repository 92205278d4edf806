import { OWN_CONNECTOR } from '@hookwright/model'
import type { Store } from '@hookwright/store'
import { ownConnector, ownVersion } from './own-connector.ts'

/**
 * The store as the rest of the backend sees it: with the connector that stands in the code wherever one is looked up by its
 * id or offered to users' flows, and in no list of what makers draw.
 */
export const withOwnConnector = (store: Store): Store => {
  const { connectors, versions, subscriptions, breakers, alerts } = store
  return {
    ...store,
    connectors: {
      ...connectors,
      find: async id => (id === OWN_CONNECTOR ? ownConnector : connectors.find(id))
    },
    versions: {
      ...versions,
      find: async id => (id === ownVersion.version.id ? ownVersion : versions.find(id)),
      about: async id => (id === ownVersion.version.id ? ownVersion.version : versions.about(id)),
      deployedOf: async id => (id === OWN_CONNECTOR ? ownVersion : versions.deployedOf(id)),
      several: async ids => {
        const own = ids.includes(ownVersion.version.id) ? [ownVersion] : []
        return [...(await versions.several(ids)), ...own]
      },
      offered: async () => [...(await versions.offered()), ownVersion.version]
    },
    breakers: {
      ...breakers,
      // A connector without a row has no breakers either: these are forgotten with a stop, what they tell is kept.
      keep: async (breaker, alert) => {
        if (breaker.connectorId !== OWN_CONNECTOR) await breakers.keep(breaker, alert)
        else if (alert !== undefined) await alerts.raise(alert)
      }
    },
    subscriptions: {
      ...subscriptions,
      // No service knows of these.
      movedFrom: async (publicUrl, ownerId) =>
        (await subscriptions.movedFrom(publicUrl, ownerId)).filter(
          ({ connectorId }) => connectorId !== OWN_CONNECTOR
        ),
      known: async filter =>
        (await subscriptions.known(filter)).filter(({ terms }) => terms.connectorId !== OWN_CONNECTOR)
    }
  }
}
