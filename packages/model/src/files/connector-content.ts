import type { Authentication } from '../connectors/authentication.ts'
import type { Branding } from '../connectors/connector.ts'
import type { VersionSnapshot } from '../connectors/version.ts'
import type { Flow } from '../flows/flow.ts'
import type { Id } from '../kernel/ids.ts'

/** Flow, as stored in files. */
export interface FlowContent {
  id: Id
  /** Name of the flow; null for a flow without a name. */
  name: string | null
  description: string
  /** False if a maker's flow is excluded from versions. */
  active: boolean
  /** True if request bodies and values of the flow's runs are stored. */
  saveAll: boolean
  doc: Flow
}

/**
 * Connector, as stored in files: its settings, authentication and flows. Versions, connections and secrets
 * are not included.
 */
export interface ConnectorContent {
  key: string
  name: string
  description: string
  branding: Branding
  authentication: Authentication
  flows: FlowContent[]
}

/** Returns the content of a connector's version. `key` is the connector's key. */
export const contentOfVersion = (key: string, snapshot: VersionSnapshot): ConnectorContent => ({
  key,
  name: snapshot.name,
  description: snapshot.description,
  branding: snapshot.branding,
  authentication: snapshot.authentication,
  flows: snapshot.flows.map(({ id, name, description, doc }) => ({
    id,
    name: name === '' ? null : name,
    description,
    active: true,
    saveAll: true,
    doc
  }))
})

const KEY_DIGITS = 12

/** Returns a placeholder id for a flow key. It is used for folders that are checked but not imported. */
export const unstoredIdOf = (key: string): Id => `00000000-0000-7000-8000-${key}`

/** Returns a new id that ends with the given key, so that later exports have the same key. */
export const idWithKey = (newId: Id, key: string): Id => `${newId.slice(0, -KEY_DIGITS)}${key}`

/**
 * Returns the file keys of flows, by flow id. A key is the last 12 digits of the id, which are random in
 * generated ids; ids with the same ending still get different keys.
 */
export const keysOfFlows = (flows: readonly { id: Id }[]): Map<Id, string> => {
  const taken = new Set<string>()
  const keys = new Map<Id, string>()
  for (const id of flows.map(flow => flow.id).sort()) {
    let key = id.slice(-KEY_DIGITS)
    while (taken.has(key))
      key = ((BigInt(`0x${key}`) + 1n) & 0xffff_ffff_ffffn).toString(16).padStart(KEY_DIGITS, '0')
    taken.add(key)
    keys.set(id, key)
  }
  return keys
}
