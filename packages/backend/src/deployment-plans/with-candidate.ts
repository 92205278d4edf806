import type { Store } from '@hookwright/store'
import type { StoredVersion } from '../connectors/impact.ts'

/**
 * Returns a view of the store in which an unsaved version is deployed. Used to compute the effects of a
 * deployment before it is written.
 */
export const withCandidate = (store: Store, candidate: StoredVersion): Store => {
  const { version } = candidate
  const { versions } = store
  return {
    ...store,
    versions: {
      ...versions,
      find: async id => (id === version.id ? candidate : versions.find(id)),
      about: async id => (id === version.id ? version : versions.about(id)),
      several: async ids => [
        ...(await versions.several(ids.filter(id => id !== version.id))),
        ...(ids.includes(version.id) ? [candidate] : [])
      ],
      deployedOf: async id => (id === version.connectorId ? candidate : versions.deployedOf(id)),
      offered: async () => [
        ...(await versions.offered()).filter(({ connectorId }) => connectorId !== version.connectorId),
        version
      ]
    }
  }
}
