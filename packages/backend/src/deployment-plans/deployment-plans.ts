import {
  type Connector,
  Fault,
  type FrozenFlow,
  type Id,
  sameJson,
  type Version,
  type VersionSnapshot
} from '@hookwright/model'
import type { ConnectorContent } from '@hookwright/model/files'
import { findingsOf, refuseErrors } from '../connectors/findings.ts'
import { impactOf, type StoredVersion } from '../connectors/impact.ts'
import {
  activeContent,
  basisOf,
  type createConnectorFiles,
  frozenFlow,
  type RefusedFiles,
  snapshotOfContent
} from '../files/connector-files.ts'
import { planUpgrades } from '../registrations/plan-upgrades.ts'
import type { RegistrationContext } from '../registrations/registration-context.ts'
import type { Upgrades } from '../registrations/upgrades.ts'
import { flowsUsingConnector } from '../revisions/connector-uses.ts'
import { createLoadedRevisions } from '../revisions/loaded-revisions.ts'
import type { DeploymentPlan, PlannedFlow } from './deployment-plan.ts'
import { withCandidate } from './with-candidate.ts'

/** Maximum number of running flows in one plan. */
const MOST_FLOWS = 10_000

/** Member who plans or deploys. `seesAll` is true if the member may upgrade other members' flows. */
export interface Planner {
  id: string
  seesAll: boolean
  /** Filters flows to those within the limit of the member's API key. */
  within: (flows: { id: Id }[]) => Promise<{ id: Id }[]>
}

/** Result of a deployment. Its upgrades are still in progress. */
export interface Deployed {
  connector: Connector
  version: Version
  /** Number of flows that are being upgraded. */
  upgrades: number
  /**
   * Number of flows that were not upgraded because other upgrades are in progress. A new plan upgrades them.
   */
  waiting: number
}

/** Plan with the files and the deployed version from which it was computed. */
interface Planned {
  plan: DeploymentPlan
  /** Unused name for a new connector. */
  name: string
  read: Awaited<ReturnType<ReturnType<typeof createConnectorFiles>['read']>>
  /** Snapshot of the new version. */
  snapshot: VersionSnapshot
  deployed: StoredVersion | null
}

const changesOf = (before: FrozenFlow[], after: FrozenFlow[]): PlannedFlow[] => {
  const known = new Map(before.map(flow => [flow.id, flow]))
  const remaining = new Set(after.map(({ id }) => id))
  const changed = after.flatMap((flow): PlannedFlow[] => {
    const old = known.get(flow.id)
    if (old === undefined) return [{ name: flow.name || null, effect: 'added' }]
    return sameJson(old, flow) ? [] : [{ name: flow.name || null, effect: 'changed' }]
  })
  const removed = before.filter(({ id }) => !remaining.has(id))
  return [...changed, ...removed.map(({ name }): PlannedFlow => ({ name: name || null, effect: 'removed' }))]
}

const settingsOf = ({
  name,
  description,
  authentication,
  branding
}: Omit<VersionSnapshot, 'schemaVersion' | 'flows'>) => ({
  ...{ name, description, authentication, branding }
})

/** Creates the operations that plan and apply deployments of connectors from files. */
export const createDeploymentPlans = (params: {
  context: RegistrationContext
  files: ReturnType<typeof createConnectorFiles>
  upgrades: Pick<Upgrades, 'begin' | 'progress'>
}) => {
  const { context, files, upgrades } = params
  const { store, specs, effects } = context

  /** Returns the effects that deploying a candidate would have on users' flows. */
  const effectsOn = async (candidate: StoredVersion, by: Planner) => {
    const { connectorId } = candidate.version
    const view = withCandidate(store, candidate)
    const loadedRevisions = createLoadedRevisions({ store: view, specs })
    const planned = await planUpgrades(
      { ...context, store: view, loadedRevisions },
      { ownerId: null, connectorId },
      MOST_FLOWS
    )
    const using = await flowsUsingConnector({ store, specs }, connectorId)
    const owners = new Map(using.map(({ flow }) => [flow.id, flow.ownerId]))
    const used = new Set(using.flatMap(({ uses }) => uses.map(({ use }) => use.versionId)))
    const versions = new Map((await store.versions.several([...used])).map(each => [each.version.id, each]))
    const own = planned.filter(({ flowId }) => by.seesAll || owners.get(flowId) === by.id)
    const reached = new Set((await by.within(own.map(({ flowId: id }) => ({ id })))).map(({ id }) => id))
    const impacts = impactOf({ candidate: candidate.snapshot, versions, using, specs })
    return {
      registrations: planned.map(({ flowId, flowName, does, reasons }) => ({
        ...{ flowId, flowName, does, reasons },
        isOwn: reached.has(flowId)
      })),
      broken: impacts
        .filter(({ on, change }) => !on && change === 'breaking')
        .map(({ flowId, flowName, change, reasons }) => ({ flowId, flowName, change, reasons }))
    }
  }

  const draftsOf = async ({ name, read: { content, before } }: Planned, by: string) => {
    if (before === null) {
      const drafts = await files.newDrafts(content, { name, isCopy: false }, by)
      return { drafts, connector: drafts.connector }
    }
    const drafts = files.replacedDrafts(content, before, by)
    return { drafts, connector: { ...before.connector, ...settingsOf(content) } }
  }

  /**
   * Writes the planned drafts, version and deployment in one transaction. Throws `plan.stale` if the drafts
   * have changed since the plan.
   */
  const write = async (
    made: Planned,
    { note, by }: { note: string; by: string }
  ): Promise<Pick<Deployed, 'connector' | 'version'>> => {
    const { plan, snapshot, deployed } = made
    const { drafts, connector } = await draftsOf(made, by)
    const at = effects.clock()
    const about = { note, visible: true }
    try {
      const version = await store.flows.deployImport({
        drafts,
        version: { ...about, id: effects.newId(), connectorId: connector.id, createdAt: at, createdBy: by },
        snapshot,
        deployment: { ...about, id: effects.newId(), at, by },
        planned: { deployedId: deployed?.version.id ?? null, number: plan.to }
      })
      return { connector, version }
    } catch (thrown) {
      throw thrown instanceof Fault && thrown.code === 'flow.stale' ? new Fault('plan.stale') : thrown
    }
  }

  /**
   * Begins the upgrades of a plan after its version is deployed. If other upgrades are in progress, the flows
   * wait for a later plan.
   */
  const upgrade = async (flowIds: Id[], connectorId: Id): Promise<Pick<Deployed, 'upgrades' | 'waiting'>> => {
    if (flowIds.length === 0) return { upgrades: 0, waiting: 0 }
    try {
      await upgrades.begin(flowIds, connectorId)
      return { upgrades: flowIds.length, waiting: 0 }
    } catch (thrown) {
      if (!(thrown instanceof Fault) || thrown.code !== 'upgrade.busy') throw thrown
      return { upgrades: 0, waiting: flowIds.length }
    }
  }

  const make = async (
    archive: string,
    connectorId: Id | null,
    by: Planner
  ): Promise<Planned | RefusedFiles> => {
    const preview = await files.preview(archive, connectorId)
    if (!preview.ok) return preview
    const read = await files.read(archive, connectorId)
    const { content } = read
    const before = read.before?.content ?? null
    if (connectorId === null) await files.refuseInBin(content.key)
    const ids = new Set(content.flows.map(({ id }) => id))
    const untouched = (before?.flows ?? []).filter(({ id }) => !ids.has(id))
    const all: ConnectorContent = { ...content, flows: [...content.flows, ...untouched] }
    const snapshot = snapshotOfContent(
      activeContent(connectorId === null ? { ...all, name: preview.freeName } : all)
    )
    const deployed = connectorId === null ? null : await store.versions.deployedOf(connectorId)
    const numbers =
      connectorId === null ? [] : (await store.versions.list(connectorId)).map(({ number }) => number)
    const to = Math.max(0, ...numbers) + 1
    const deployedFlows = deployed?.snapshot.flows ?? []
    const flows = changesOf(deployedFlows, snapshot.flows)
    const changesSettings =
      deployed === null || !sameJson(settingsOf(deployed.snapshot), settingsOf(snapshot))
    const frozenFlows = new Map(deployedFlows.map(flow => [flow.id, flow]))
    const incoming = new Map(content.flows.map(flow => [flow.id, flow]))
    const now = effects.clock()
    const candidate: StoredVersion = {
      version: {
        ...{
          id: effects.newId(),
          connectorId: connectorId ?? effects.newId(),
          number: to,
          status: 'deployed'
        },
        ...{ visible: true, note: '', createdAt: now, createdBy: by.id, deployedAt: now }
      },
      snapshot
    }
    const isUpToDate = deployed !== null && flows.length === 0 && !changesSettings
    const onFlows =
      connectorId === null
        ? { registrations: [], broken: [] }
        : await effectsOn(isUpToDate ? deployed : candidate, by)
    const plan: Omit<DeploymentPlan, 'basis'> = {
      ok: true,
      ...{ connectorId, key: content.key, name: content.name, to, isUpToDate, changesSettings, flows },
      from: deployed?.version.number ?? null,
      untouched: untouched.map(({ name }) => name),
      replacedDrafts: (before?.flows ?? [])
        .filter(flow => {
          const next = incoming.get(flow.id)
          const isReplaced = next !== undefined && !sameJson(next, flow)
          return isReplaced && !sameJson(frozenFlow(flow), frozenFlows.get(flow.id) ?? null)
        })
        .map(({ name }) => name),
      hosts: preview.hosts,
      findings: findingsOf(all.authentication, all.flows, specs).map(
        ({ severity, code, flowName, message }) => ({
          ...{ severity, code, flowName, message }
        })
      ),
      ...onFlows
    }
    const basis = basisOf([plan, basisOf(before), deployed?.version.id ?? null, basisOf(archive)])
    return { plan: { ...plan, basis }, name: preview.freeName, read, snapshot, deployed }
  }

  return {
    /**
     * Returns the effects of deploying an archive into a connector, or as a new connector for null. Changes
     * nothing. Throws `connector.gone`, `connector.in-bin`.
     */
    make: async (
      archive: string,
      connectorId: Id | null,
      by: Planner
    ): Promise<DeploymentPlan | RefusedFiles> => {
      const made = await make(archive, connectorId, by)
      return 'plan' in made ? made.plan : made
    },
    /**
     * Applies a plan: imports the files, creates a version and deploys it in one transaction, then begins to
     * upgrade running flows. If the version is already deployed, only begins the upgrades.
     * @throws {Fault} `plan.stale` if the files or the installation differ from the plan; `files.refused`,
     * `version.has-problems`, `upgrade.busy`, `plan.up-to-date`, `connector.gone`, `connector.in-bin`,
     * `connector.name-taken`.
     */
    apply: async (
      {
        archive,
        connectorId,
        basis,
        note
      }: { archive: string; connectorId: Id | null; basis: string; note: string },
      by: Planner
    ): Promise<Deployed> => {
      const made = await make(archive, connectorId, by)
      if (!('plan' in made) || made.plan.basis !== basis) throw new Fault('plan.stale')
      const { plan, deployed } = made
      const chosen = plan.registrations
        .filter(({ does, isOwn }) => isOwn && does !== 'lost')
        .map(({ flowId }) => flowId)
      if (plan.isUpToDate && chosen.length === 0) {
        throw new Fault('plan.up-to-date', { number: plan.from ?? 0 })
      }
      refuseErrors(plan.findings)
      if ((await upgrades.progress())?.isRunning === true) throw new Fault('upgrade.busy')
      const { before } = made.read
      if (plan.isUpToDate && deployed !== null && before !== null) {
        const { connector } = before
        return { connector, version: deployed.version, ...(await upgrade(chosen, connector.id)) }
      }
      const { connector, version } = await write(made, { note, by: by.id })
      return { connector, version, ...(await upgrade(chosen, connector.id)) }
    }
  }
}
