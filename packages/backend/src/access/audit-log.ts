import { AUDIT_TIME, type AuditEntry, type AuditedKind, type Id, shownFlowName } from '@hookwright/model'
import type { AuditFilter, Store } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'

/** The audit log of the installation. */
export interface AuditLog {
  /** Writes an entry behind what was done. A failure is logged: what was done is done. */
  record: (entry: Omit<AuditEntry, 'id' | 'at'>) => Promise<void>
  /** Newest first. */
  list: (filter: AuditFilter) => Promise<{ rows: AuditEntry[]; next: Id | null }>
  /** Name of an item as it is now, also of a deleted one where that is known; null for members and unknown items. */
  nameOf: (kind: AuditedKind, id: Id) => Promise<string | null>
}

export const createAuditLog = ({
  store,
  outside
}: {
  store: Store
  outside: Pick<Effects, 'clock' | 'newId' | 'log'>
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
      // Members stand in another file. The URL of an endpoint may hold a secret.
      case 'member':
      case 'alert-endpoint':
      case 'orphan':
        return null
    }
  }

  return {
    record: async entry => {
      try {
        await store.audit.add({ id: outside.newId(), at: outside.clock(), ...entry })
      } catch (thrown) {
        outside.log('An entry of the audit log could not be written.', {
          act: entry.act,
          person: entry.personId,
          cause: String(thrown)
        })
      }
    },
    list: filter => store.audit.list(filter),
    nameOf
  }
}

/** Most rows that one step of `forgetAccess` deletes. */
const MOST_FORGOTTEN = 500

/**
 * Deletes a batch of audit entries, and of API keys that ended, older than a year. True when there may be more.
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
