import type { Id, Version } from '@hookwright/model'
import type { VersionUsers } from '@hookwright/store'
import { yieldToEventLoop } from '../kernel/yield-to-event-loop.ts'
import { createUpgradePlanner, type PreparedUpgrade, type Upgrade } from './plan-upgrade.ts'
import type { RegistrationContext } from './registration-context.ts'

/**
 * Scope of upgrades: the flows of one owner (`null` for all owners), optionally of one connector or one flow.
 */
export interface UpgradeScope {
  ownerId: string | null
  connectorId?: Id
  flowId?: Id
}

/** Maximum number of upgrades in one plan. */
const MOST_PLANNED = 500

/** Number of flows to read before yielding to the event loop. */
const READ_AT_ONCE = 20

/** Outdated versions of a connector, with the number of running flows that use them. */
interface Behind extends VersionUsers {
  /** Oldest outdated version in use. */
  from: number
  to: number
}

const isOn = async ({ store }: RegistrationContext, flowId: Id): Promise<boolean> => {
  const status = (await store.subscriptions.wantedOf(flowId))?.status.is
  return status === 'on' || status === 'paused'
}

/**
 * Returns the outdated versions that running flows use, by connector. A version is outdated if a newer
 * visible one is deployed.
 */
export const outdatedVersionsOf = async (
  context: RegistrationContext,
  { ownerId, connectorId, flowId }: UpgradeScope
): Promise<Behind[]> => {
  const { store } = context
  const offered = new Map((await store.versions.offered()).map(version => [version.connectorId, version]))
  const older = new Map<Id, Version>()
  for (const run of await store.subscriptions.versionsWanted(flowId)) {
    const to = offered.get(run.connectorId)
    if (to === undefined || to.id === run.versionId) continue
    if (connectorId !== undefined && run.connectorId !== connectorId) continue
    const from = await store.versions.about(run.versionId)
    if (from !== null && from.number < to.number) older.set(from.id, from)
  }
  const versions = [...older.values()].map(({ connectorId, id }) => ({ connectorId, versionId: id }))
  const users =
    flowId === undefined || versions.length === 0
      ? await store.subscriptions.countOnVersions(versions, ownerId)
      : (await isOn(context, flowId))
        ? [...new Set(versions.map(each => each.connectorId))].map(of => ({
            connectorId: of,
            versionIds: versions.filter(each => each.connectorId === of).map(each => each.versionId),
            flows: 1
          }))
        : []
  return users.flatMap(each => {
    const to = offered.get(each.connectorId)
    const numbers = each.versionIds.flatMap(id => older.get(id)?.number ?? [])
    return to === undefined ? [] : [{ ...each, from: Math.min(...numbers), to: to.number }]
  })
}

/** Prepares the upgrades of these flows in small batches, to avoid blocking other work. */
export const prepareUpgrades = async (
  context: RegistrationContext,
  flowIds: Id[],
  connectorId: Id | undefined
): Promise<PreparedUpgrade[]> => {
  const { store, effects } = context
  const prepare = createUpgradePlanner(context)
  const found: PreparedUpgrade[] = []
  for (let next = 0; next < flowIds.length; next += READ_AT_ONCE) {
    const running = await store.subscriptions.runningFlows(flowIds.slice(next, next + READ_AT_ONCE))
    await yieldToEventLoop(effects)
    for (const each of running) {
      found.push(...(await prepare(each, connectorId)))
      await yieldToEventLoop(effects)
    }
  }
  return found
}

/** Returns the effects of each upgrade in a scope, newest subscriptions first, at most `most`. */
export const planUpgrades = async (
  context: RegistrationContext,
  scope: UpgradeScope,
  most: number = MOST_PLANNED
): Promise<Upgrade[]> => {
  const { store } = context
  const versions = (await outdatedVersionsOf(context, scope)).flatMap(({ connectorId, versionIds }) =>
    versionIds.map(versionId => ({ connectorId, versionId }))
  )
  if (versions.length === 0) return []
  const { ownerId, flowId } = scope
  const flowIds =
    flowId === undefined
      ? await store.subscriptions.flowsOnVersions(versions, { ownerId, limit: most })
      : [flowId]
  return (await prepareUpgrades(context, flowIds, scope.connectorId)).map(({ upgrade }) => upgrade)
}
