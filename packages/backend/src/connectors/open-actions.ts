import {
  type ActionEnvironment,
  type ActionUse,
  deployedKeyOf,
  type RunEnvironment,
  type Specs
} from '@hookwright/engine'
import { CUSTOM_API_ACTION, Fault, type Flow, type Id, toFault } from '@hookwright/model'
import type { Caller } from '../breakers/breakers.ts'
import type { ServiceClient } from '../kernel/effects.ts'
import { actionUsesOf, keyOfUse } from '../revisions/deployed-of.ts'
import { flowInVersion, type LoadedRevision } from '../revisions/loaded-revisions.ts'
import { type Connected, connect } from './connected.ts'
import type { Connections } from './connections.ts'

/** Lookup of the actions that a run can execute, with their opened connections. */
export interface OpenActions {
  actionOf: NonNullable<RunEnvironment['actionOf']>
  /** Values to redact from a trace. */
  secrets: string[]
}

/** Function that wraps the client of an action's connection with circuit breakers. */
type Through = (caller: Caller) => (client: ServiceClient, baseUrl: string) => ServiceClient

/**
 * Opens the connections of all actions that these flows run. A connection that cannot be opened
 * fails only the cards that need it. Throws `storage.failed`.
 */
export const openActions = async (params: {
  connections: Connections
  specs: Specs
  docs: Flow[]
  /** Versions of the actions, by id. */
  versions: ReadonlyMap<Id, LoadedRevision>
  /** Owner of the flow. */
  usedBy: string
  through?: Through
}): Promise<OpenActions> => {
  const { connections, specs, docs, versions, usedBy, through } = params
  const accounts = new Map<string, Promise<Connected>>()

  const accountOf = (version: LoadedRevision, connectionId: Id | null): Promise<Connected> => {
    const key = `${version.version.id}/${connectionId}`
    const known = accounts.get(key)
    if (known !== undefined) return known
    const { authentication, name } = version.snapshot
    const { connectorId } = version.version
    const opened = connect({
      ...{ connections, connectionId, authentication, usedBy },
      ...(through && { through: through({ connectorId, connectionId, service: name, isHeld: true }) })
    })
    accounts.set(key, opened)
    return opened
  }

  const open = async (use: ActionUse): Promise<[string, ActionEnvironment | Fault][]> => {
    const version = versions.get(use.versionId)
    const signature = version?.actions.get(deployedKeyOf(use.versionId, use.actionFlowId))
    if (version === undefined || signature === undefined) return []
    try {
      const { http, everywhere } = await accountOf(version, use.connectionId)
      const isCustom = use.actionFlowId === CUSTOM_API_ACTION
      const flow = isCustom ? null : flowInVersion(version.snapshot, use.actionFlowId)
      return [[keyOfUse(use), { flow, signature, prepared: version.prepared, everywhere, http }]]
    } catch (thrown) {
      const fault = toFault(thrown)
      if (fault.code === 'storage.failed') throw fault
      return [[keyOfUse(use), fault]]
    }
  }

  const opened = new Map((await Promise.all(actionUsesOf(docs, specs).map(open))).flat())
  const secrets = await Promise.all([...accounts.values()].map(one => one.catch(() => null)))
  return {
    actionOf: use => {
      const found = opened.get(keyOfUse(use))
      if (found instanceof Fault) throw found
      return found
    },
    secrets: secrets.flatMap(one => one?.secrets ?? [])
  }
}
