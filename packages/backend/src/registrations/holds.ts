import {
  accessDenied,
  type ConnectionAccess,
  type Id,
  type LostConnection,
  type Role,
  sameJson,
  shownFlowName
} from '@hookwright/model'
import type { Store, SubscriptionRow } from '@hookwright/store'
import { flowOnHoldAlert } from '../alerts/new-alert.ts'
import type { Effects } from '../kernel/effects.ts'

/** Change of access that is not in effect yet. */
export interface AccessChange {
  /** Returns the access to a connection after the change. */
  accessTo?: (connectionId: Id, access: ConnectionAccess) => ConnectionAccess
  /** Returns the role of a member after the change. */
  roleOf?: (personId: string) => Role | null
}

/** Flow that a change of access puts on hold or releases. */
export interface AffectedFlow {
  flowId: Id
  name: string
  ownerId: string
}

/** Consequences of a change of access for running flows. */
export interface AccessEffects {
  holds: AffectedFlow[]
  releases: AffectedFlow[]
}

/** Holds of running flows whose owners may no longer use their connections. */
export interface Holds {
  /** Returns the consequences of a change for these flows. */
  effects: (flowIds: Id[], change: AccessChange) => Promise<AccessEffects>
  /** Puts flows on hold before a change of access takes effect, so that no event fails in between. */
  holdAhead: (flowIds: Id[], change: AccessChange) => Promise<void>
  /** Holds or releases these flows according to their owners' current access. */
  follow: (flowIds: Id[]) => Promise<void>
}

const distinct = (ids: Id[]): Id[] => [...new Set(ids)]

export const createHolds = ({
  store,
  effects,
  moved
}: {
  store: Store
  effects: Pick<Effects, 'clock' | 'newId' | 'roleOf'>
  /** Called when the status of a subscription has changed. */
  moved: (subscriptionId: Id) => void
}): Holds => {
  const lostOf = async (
    flowId: Id,
    ownerId: string,
    { accessTo = (_, access) => access, roleOf = effects.roleOf }: AccessChange
  ): Promise<LostConnection[]> => {
    const used = await store.subscriptions.connectionsOf(flowId)
    const lost: LostConnection[] = []
    for (const [connectionId, access] of await store.connections.accessOf(used)) {
      const subject = { id: ownerId, role: roleOf(ownerId) }
      const why = accessDenied(accessTo(connectionId, access), subject)
      if (why === null) continue
      const name = (await store.connections.find(connectionId))?.connection.name ?? ''
      lost.push({ connectionId, name, why })
    }
    return lost
  }

  /**
   * Returns earlier subscriptions of a flow that still accept events. Their waiting work later moves to the
   * successor.
   */
  const answeringBeside = async (flowId: Id): Promise<SubscriptionRow[]> =>
    (await store.subscriptions.otherActiveOf(flowId)).filter(({ status }) => status.is !== 'registering')

  const setHold = async (
    row: SubscriptionRow,
    lost: LostConnection[],
    tells: 'alert' | 'nobody'
  ): Promise<void> => {
    if (sameJson(row.hold?.lost ?? [], lost)) return
    const at = effects.clock()
    const hold = lost.length === 0 ? null : { since: row.hold?.since ?? at, lost }
    const alert = hold !== null && tells === 'alert' ? flowOnHoldAlert(effects, row, hold) : undefined
    if (await store.subscriptions.setHold(row.id, hold, { at, alert })) moved(row.id)
  }

  const apply = async (flowIds: Id[], change: AccessChange, releases: boolean): Promise<void> => {
    for (const flowId of distinct(flowIds)) {
      const owned = await store.flows.ownerOf(flowId)
      if (owned === null) continue
      const lost = await lostOf(flowId, owned.ownerId, change)
      if (lost.length === 0 && !releases) continue
      const wanted = await store.subscriptions.wantedOf(flowId)
      if (wanted !== null) await setHold(wanted, lost, 'alert')
      if (lost.length === 0) continue
      for (const row of await answeringBeside(flowId)) await setHold(row, lost, 'nobody')
    }
  }

  return {
    effects: async (flowIds, change) => {
      const found: AccessEffects = { holds: [], releases: [] }
      for (const flowId of distinct(flowIds)) {
        const owned = await store.flows.ownerOf(flowId)
        if (owned === null) continue
        const { ownerId } = owned
        const before = (await lostOf(flowId, ownerId, {})).length > 0
        const after = (await lostOf(flowId, ownerId, change)).length > 0
        if (before === after) continue
        const affected = { flowId, name: shownFlowName(owned.name), ownerId }
        found[after ? 'holds' : 'releases'].push(affected)
      }
      return found
    },
    holdAhead: (flowIds, change) => apply(flowIds, change, false),
    follow: flowIds => apply(flowIds, {}, true)
  }
}
