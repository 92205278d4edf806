import type { Authentication } from '../connectors/authentication.ts'
import type { Branding } from '../connectors/connector.ts'
import type { VersionSnapshot } from '../connectors/version.ts'
import type { Flow } from '../flows/flow.ts'
import type { Id } from '../kernel/ids.ts'

/** A flow as files hold it. */
export interface FlowContent {
  id: Id
  /** Null while it has none. */
  name: string | null
  description: string
  /** False keeps a maker's flow out of versions. */
  active: boolean
  /** True when bodies and values are kept. */
  saveAll: boolean
  doc: Flow
}

/** A connector as files hold it: its settings, authentication and flows, without versions, connections and secrets. */
export interface ConnectorContent {
  key: string
  name: string
  description: string
  branding: Branding
  authentication: Authentication
  flows: FlowContent[]
}

/** The content of a version of the connector with this key. */
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

/** Returns the id that a flow with this key has where it is not stored, such as in a folder that is only checked. */
export const unstoredIdOf = (key: string): Id => `00000000-0000-7000-8000-${key}`

/** Returns a new id that ends with the key, so that the flow has the same key in files from here. */
export const idWithKey = (newId: Id, key: string): Id => `${newId.slice(0, -KEY_DIGITS)}${key}`

/**
 * Keys of flows in files, by id: the last 12 digits of each id, which are random in those that this software makes. Two flows
 * whose ids end alike get different keys all the same.
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
