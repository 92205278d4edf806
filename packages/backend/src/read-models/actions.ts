import { type ActionSignature, deployedKeyOf, type Specs, signatureOf } from '@hookwright/engine'
import { type Branding, Fault, type Id, OWN_CONNECTOR } from '@hookwright/model'
import type { Store } from '@hookwright/store'
import type { KeptVersion } from '../connectors/impact.ts'
import { rememberOfVersions } from '../connectors/remember-of-versions.ts'
import type { LoadedRevision, LoadedRevisions } from '../revisions/loaded-revisions.ts'

/** An action of a version with all that a card of it shows. */
export interface DeployedAction {
  connectorId: Id
  connectorName: string
  versionId: Id
  versionNumber: number
  actionFlowId: Id
  description: string
  branding: Branding
  signature: ActionSignature
}

/** A connector with the actions that it offers, as far as a choice among thousands needs them. */
export interface OfferedActions {
  connectorId: Id
  connectorName: string
  versionId: Id
  versionNumber: number
  branding: Branding
  actions: { flowId: Id; name: string; description: string }[]
}

/** Queries on deployed actions. */
export interface Actions {
  /** Lists the visible deployed versions that have actions, by the names of connectors and actions. */
  list: () => Promise<OfferedActions[]>
  /** Returns an action of a version that was deployed once. Throws `version.gone`, `flow.gone`. */
  find: (versionId: Id, actionFlowId: Id) => Promise<DeployedAction>
}

/** The action of a version, or undefined when the version lacks it. */
export const deployedActionOf = (
  { version, snapshot, actions }: Pick<LoadedRevision, 'version' | 'snapshot' | 'actions'>,
  actionFlowId: Id
): DeployedAction | undefined => {
  const signature = actions.get(deployedKeyOf(version.id, actionFlowId))
  const flow = snapshot.flows.find(({ id }) => id === actionFlowId)
  if (signature === undefined || flow === undefined) return undefined
  return {
    connectorId: version.connectorId,
    connectorName: snapshot.name,
    versionId: version.id,
    versionNumber: version.number,
    actionFlowId,
    description: flow.description,
    branding: snapshot.branding,
    signature
  }
}

const byName = (one: string, other: string): number => one.localeCompare(other, 'en')

const offersOf = ({ version, snapshot }: KeptVersion, specs: Specs): OfferedActions[] => {
  const actions = snapshot.flows
    .filter(flow => signatureOf(flow, specs)?.kind === 'action')
    .map(({ id, name, description }) => ({ flowId: id, name: name ?? '', description }))
    .toSorted((one, other) => byName(one.name, other.name))
  if (actions.length === 0 || version.connectorId === OWN_CONNECTOR) return []
  return [
    {
      connectorId: version.connectorId,
      connectorName: snapshot.name,
      versionId: version.id,
      versionNumber: version.number,
      branding: snapshot.branding,
      actions
    }
  ]
}

/** Maximum number of versions in the cache of offers. The content of a version never changes. */
const MOST_KNOWN = 500

export const createActions = (given: { store: Store; specs: Specs; reaches: LoadedRevisions }): Actions => {
  const { store, specs, reaches } = given
  const offered = rememberOfVersions(async (ids: Id[]) => {
    const versions = await store.versions.several(ids)
    return new Map(versions.map(kept => [kept.version.id, offersOf(kept, specs)]))
  }, MOST_KNOWN)

  return {
    list: async () => {
      const versions = await store.versions.offered()
      return (await offered(versions.map(({ id }) => id))).toSorted((one, other) =>
        byName(one.connectorName, other.connectorName)
      )
    },
    find: async (versionId, actionFlowId) => {
      const version = await store.versions.about(versionId)
      if (version === null || version.deployedAt === null) throw new Fault('version.gone')
      const action = deployedActionOf(await reaches.version(versionId), actionFlowId)
      if (action === undefined) throw new Fault('flow.gone')
      return action
    }
  }
}
