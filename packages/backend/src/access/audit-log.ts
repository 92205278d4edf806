import {
  AUDIT_TIME,
  type AuditEntry,
  type AuditedItem,
  type AuditedKind,
  type Id,
  shownFlowName
} from '@hookwright/model'
import type { AuditFilter, Store } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'

/**
 * Kinds of items that an action can refer to by an id in its input. For `subscription` and `cleanup-entry`,
 * the audit log shows their flow instead.
 */
export type AuditSubject = AuditedKind | 'subscription' | 'cleanup-entry'

/** The audit log of the installation. */
export interface AuditLog {
  /** Writes an entry after an action. Errors are only logged, since the action has already happened. */
  record: (entry: Omit<AuditEntry, 'id' | 'at'>) => Promise<void>
  /** Lists the entries that match, newest first. */
  list: (filter: AuditFilter) => Promise<{ rows: AuditEntry[]; next: Id | null }>
  /**
   * Returns an item with its current name, even after it was deleted. Null for the id of an unknown
   * subscription or cleanup entry.
   */
  itemOf: (subject: AuditSubject, id: Id) => Promise<AuditedItem | null>
  /** Returns true if the connector's deployed version is newer than this version. */
  isRollBack: (versionId: Id) => Promise<boolean>
}

export const createAuditLog = ({
  store,
  effects
}: {
  store: Store
  effects: Pick<Effects, 'clock' | 'newId' | 'log'>
}): AuditLog => {
  const nameOfConnector = async (id: Id): Promise<string | null> => {
    const connector = await store.connectors.find(id)
    if (connector !== null) return connector.name
    return (await store.bin.connectors()).find(binned => binned.id === id)?.name ?? null
  }

  const nameOf = async (kind: AuditedKind, id: Id): Promise<string | null> => {
    switch (kind) {
      case 'connector':
        return nameOfConnector(id)
      case 'version': {
        const version = await store.versions.about(id)
        if (version === null) return null
        return `${(await nameOfConnector(version.connectorId)) ?? 'Connector'}, version ${version.number}`
      }
      case 'flow': {
        const flow = await store.flows.ownerOf(id)
        return flow && shownFlowName(flow.name)
      }
      case 'connection':
        return (await store.connections.find(id))?.connection.name ?? null
      case 'api-key':
        return (await store.apiKeys.find(id))?.name ?? null
      // Members are kept in another file. The URL of an endpoint may hold a secret.
      case 'member':
      case 'alert-endpoint':
      case 'orphan':
        return null
    }
  }

  const itemOf: AuditLog['itemOf'] = async (subject, id) => {
    if (subject === 'subscription') {
      const subscription = await store.subscriptions.find(id)
      return subscription && itemOf('flow', subscription.flowId)
    }
    if (subject === 'cleanup-entry') {
      const entry = await store.cleanup.find(id)
      return entry && itemOf('flow', entry.flowId)
    }
    return { kind: subject, id, name: await nameOf(subject, id) }
  }

  return {
    record: async entry => {
      try {
        await store.audit.add({ id: effects.newId(), at: effects.clock(), ...entry })
      } catch (thrown) {
        effects.log('An entry could not be added to the audit log.', {
          act: entry.act,
          person: entry.personId,
          cause: String(thrown)
        })
      }
    },
    list: filter => store.audit.list(filter),
    itemOf,
    isRollBack: async versionId => {
      const version = await store.versions.about(versionId)
      const deployed = version && (await store.versions.deployedOf(version.connectorId))
      return version !== null && deployed !== null && deployed.version.number > version.number
    }
  }
}

/** Maximum number of rows that one step of `forgetAccess` deletes. */
const MOST_FORGOTTEN = 500

/**
 * Deletes a batch of audit entries, and of ended API keys, that are older than a year. Returns true if there
 * may be more.
 */
export const forgetAccess = async (
  store: Pick<Store, 'audit' | 'apiKeys'>,
  now: number
): Promise<boolean> => {
  const before = now - AUDIT_TIME
  const entries = await store.audit.forget(before, MOST_FORGOTTEN)
  const keys = await store.apiKeys.forget(before, MOST_FORGOTTEN)
  return entries === MOST_FORGOTTEN || keys === MOST_FORGOTTEN
}
