import { Fault, Id, STARTS_CONNECTOR } from '@hookwright/model'
import type { Store } from '@hookwright/store'

/** Kinds of items that belong to connectors. */
export type ConnectorItemKind =
  | 'connector'
  | 'version'
  | 'flow'
  | 'connection'
  | 'subscription'
  | 'delivery'
  | 'run'
  | 'cleanup-entry'

/** Lookup of the connectors that items belong to. It enforces the limit of API keys to some connectors. */
export interface ConnectorAccess {
  /**
   * Returns the ids of an item's connectors; empty for an unknown item. For a user's flow, includes the
   * connectors of its draft, its helper flows and its revision.
   */
  of: (kind: ConnectorItemKind, id: Id) => Promise<Set<Id>>
  /**
   * Returns the ids of the connectors that a flow document uses, directly or through its helper flows.
   * @throws `input.invalid` for a document with too many ids
   */
  ofDocument: (doc: unknown) => Promise<Set<Id>>
}

/** Maximum number of ids in a flow document. Each id requires several lookups. */
const MOST_IDS = 2_000

const anyId = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/g

/** Returns all ids in a document. Cards refer to items in their config, their inputs and their blocks. */
const idsIn = (doc: unknown): Set<Id> => new Set((JSON.stringify(doc) ?? '').match(anyId) ?? [])

export const createConnectorAccess = (store: Store): ConnectorAccess => {
  /**
   * Adds the connectors of an item to `found`, by the item's id. Follows ids of connectors, versions,
   * connections and flows.
   */
  const addReferred = async (id: Id, found: Set<Id>, seen: Set<Id>): Promise<void> => {
    if (seen.has(id) || !Id.safeParse(id).success) return
    seen.add(id)
    if ((await store.connectors.find(id)) !== null) {
      found.add(id)
      return
    }
    const version = await store.versions.about(id)
    if (version !== null) found.add(version.connectorId)
    const stored = await store.connections.find(id)
    if (stored !== null) found.add(stored.connection.connectorId)
    await addFlow(id, found, seen)
  }

  const addDocument = async (doc: unknown, found: Set<Id>, seen: Set<Id>): Promise<void> => {
    for (const id of idsIn(doc)) await addReferred(id, found, seen)
  }

  const addFlow = async (id: Id, found: Set<Id>, seen: Set<Id>): Promise<void> => {
    const owner = await store.flows.ownerOf(id)
    if (owner === null) return
    seen.add(id)
    if (owner.connectorId !== null) {
      found.add(owner.connectorId)
      return
    }
    const flow = await store.flows.find(id)
    if (flow !== null) await addDocument(flow.doc, found, seen)
    const current = await store.subscriptions.currentOf(id)
    if (current === null) return
    found.add(current.terms.connectorId)
    const revision = await store.subscriptions.revision(current.terms.revisionId)
    if (revision !== null) await addDocument(revision.snapshot, found, seen)
  }

  const add = async (kind: ConnectorItemKind, id: Id, found: Set<Id>): Promise<void> => {
    switch (kind) {
      case 'connector':
        found.add(id)
        return
      case 'version': {
        const version = await store.versions.about(id)
        if (version !== null) found.add(version.connectorId)
        return
      }
      case 'connection': {
        const stored = await store.connections.find(id)
        if (stored !== null) found.add(stored.connection.connectorId)
        return
      }
      case 'flow':
        return addFlow(id, found, new Set())
      case 'subscription': {
        const stored = await store.subscriptions.find(id)
        if (stored === null) return
        found.add(stored.terms.connectorId)
        return addFlow(stored.flowId, found, new Set())
      }
      case 'delivery': {
        const stored = await store.deliveries.find(id)
        return stored === null ? undefined : add('subscription', stored.delivery.subscriptionId, found)
      }
      case 'run': {
        const run = await store.runs.find(id)
        if (run === null) return
        if (run.subscriptionId !== null) await add('subscription', run.subscriptionId, found)
        return addFlow(run.flowId, found, new Set())
      }
      case 'cleanup-entry': {
        const entry = await store.cleanup.find(id)
        return entry === null ? undefined : add('subscription', entry.subscriptionId, found)
      }
    }
  }

  /** Removes the built-in connector of schedules and manual runs, which represents no service. */
  const withoutStarts = (found: Set<Id>): Set<Id> => {
    found.delete(STARTS_CONNECTOR)
    return found
  }

  return {
    of: async (kind, id) => {
      const found = new Set<Id>()
      await add(kind, id, found)
      return withoutStarts(found)
    },
    ofDocument: async doc => {
      if (idsIn(doc).size > MOST_IDS) {
        const what = `The document names more than ${MOST_IDS.toLocaleString('en')} ids. This is the limit for API keys that can access only some connectors. Send a smaller document.`
        throw new Fault('input.invalid', { what })
      }
      const found = new Set<Id>()
      await addDocument(doc, found, new Set())
      return withoutStarts(found)
    }
  }
}
