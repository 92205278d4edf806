import { Fault, type Id, isBuiltIn } from '@hookwright/model'
import type { Store } from '@hookwright/store'
import { apiConnector } from './api-connector.ts'
import { ownConnector } from './own-connector.ts'
import type { BuiltIn } from './parts.ts'
import { startsConnector } from './starts-connector.ts'

const all: BuiltIn[] = [ownConnector, startsConnector, apiConnector]

const connectorOf = (id: Id): BuiltIn | undefined => all.find(({ connector }) => connector.id === id)
const versionOf = (id: Id): BuiltIn['version'] | undefined =>
  all.find(({ version }) => version.version.id === id)?.version

/**
 * Adds the built-in connectors to a store. Lookups by id and the choices for users' flows include them, but
 * the lists of makers do not.
 */
export const withBuiltIn = (store: Store): Store => {
  const { connectors, versions, subscriptions, breakers, alerts } = store
  return {
    ...store,
    connectors: {
      ...connectors,
      find: async id => connectorOf(id)?.connector ?? connectors.find(id),
      restore: async (id, name) => {
        if (connectorOf(id) !== undefined) throw new Fault('connector.gone')
        await connectors.restore(id, name)
      }
    },
    versions: {
      ...versions,
      find: async id => versionOf(id) ?? versions.find(id),
      about: async id => versionOf(id)?.version ?? versions.about(id),
      deployedOf: async id => connectorOf(id)?.version ?? versions.deployedOf(id),
      several: async ids => [
        ...(await versions.several(ids.filter(id => versionOf(id) === undefined))),
        ...ids.flatMap(id => versionOf(id) ?? [])
      ],
      offered: async () => [
        ...(await versions.offered()),
        ...all.filter(({ isOffered }) => isOffered).map(({ version }) => version.version)
      ]
    },
    breakers: {
      ...breakers,
      // A connector without a row has no breakers either: these are forgotten with a stop, what they tell is kept.
      keep: async (breaker, alert) => {
        if (!isBuiltIn(breaker.connectorId)) await breakers.keep(breaker, alert)
        else if (alert !== undefined) await alerts.raise(alert)
      }
    },
    subscriptions: {
      ...subscriptions,
      // No service knows of these.
      movedFrom: async (publicUrl, ownerId) =>
        (await subscriptions.movedFrom(publicUrl, ownerId)).filter(
          ({ connectorId }) => !isBuiltIn(connectorId)
        ),
      known: async filter =>
        (await subscriptions.known(filter)).filter(({ terms }) => !isBuiltIn(terms.connectorId))
    }
  }
}
