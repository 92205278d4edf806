import {
  type ActionSignature,
  deployedKeyOf,
  offersCustomApi,
  type Specs,
  signatureOf
} from '@hookwright/engine'
import {
  type Branding,
  CUSTOM_API_ACTION,
  choiceInputsOf,
  Fault,
  type FieldId,
  type FieldSource,
  type FieldsAnswer,
  type GroupAnswer,
  type Id,
  type InputGroup,
  identifyFields,
  type Json,
  type NamedGroup,
  needsConnection,
  type OutputGroup,
  OWN_CONNECTOR,
  toFault
} from '@hookwright/model'
import type { Store } from '@hookwright/store'
import { connectUser } from '../connectors/connected.ts'
import type { Connections } from '../connectors/connections.ts'
import type { StoredVersion } from '../connectors/impact.ts'
import { rememberOfVersions } from '../connectors/remember-of-versions.ts'
import { runForFields } from '../execution/run-for-choices.ts'
import type { Effects, Settings } from '../kernel/effects.ts'
import type { LoadedRevision, LoadedRevisions } from '../revisions/loaded-revisions.ts'

/** Action of a version, with the data for displaying its card. */
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

/**
 * Connector with its actions, for a list of thousands of actions to choose from. Contains only the data that
 * this list shows.
 */
export interface OfferedActions {
  connectorId: Id
  connectorName: string
  versionId: Id
  versionNumber: number
  branding: Branding
  needsConnection: boolean
  actions: { flowId: Id; name: string; description: string }[]
}

/** Queries on deployed actions. */
export interface Actions {
  /** Lists the visible deployed versions with actions, sorted by connector name and action name. */
  list: () => Promise<OfferedActions[]>
  /** Returns an action of a version that has been deployed. Throws `version.gone`, `flow.gone`. */
  find: (versionId: Id, actionFlowId: Id) => Promise<DeployedAction>
  /**
   * Runs the helper flows of an action's dynamic groups with these option values and a user's
   * connection. Throws `version.gone`, also for a version that was never deployed, `flow.gone`,
   * `connection.gone`, also for a connection of another connector.
   */
  fields: (params: {
    versionId: Id
    actionFlowId: Id
    values: Record<FieldId, Json>
    connectionId: Id | null
  }) => Promise<FieldsAnswer>
}

/** Returns the action of a version. Undefined if the version does not contain it. */
export const deployedActionOf = (
  { version, snapshot, actions }: Pick<LoadedRevision, 'version' | 'snapshot' | 'actions'>,
  actionFlowId: Id
): DeployedAction | undefined => {
  const signature = actions.get(deployedKeyOf(version.id, actionFlowId))
  const description =
    actionFlowId === CUSTOM_API_ACTION
      ? customApiDescription(snapshot.name)
      : snapshot.flows.find(({ id }) => id === actionFlowId)?.description
  if (signature === undefined || description === undefined) return undefined
  return {
    connectorId: version.connectorId,
    connectorName: snapshot.name,
    versionId: version.id,
    versionNumber: version.number,
    actionFlowId,
    description,
    branding: snapshot.branding,
    signature
  }
}

const customApiDescription = (connectorName: string): string =>
  `Sends a request to the API of ${connectorName} with your connection.`

const byName = (one: string, other: string): number => one.localeCompare(other, 'en')

const offersOf = ({ version, snapshot }: StoredVersion, specs: Specs): OfferedActions[] => {
  const actions = snapshot.flows
    .filter(flow => signatureOf(flow, specs)?.kind === 'action')
    .map(({ id, name, description }) => ({ flowId: id, name: name ?? '', description }))
    .toSorted((one, other) => byName(one.name, other.name))
  if (offersCustomApi(snapshot)) {
    const description = customApiDescription(snapshot.name)
    actions.push({ flowId: CUSTOM_API_ACTION, name: 'Custom API Action', description })
  }
  if (actions.length === 0 || version.connectorId === OWN_CONNECTOR) return []
  return [
    {
      connectorId: version.connectorId,
      connectorName: snapshot.name,
      versionId: version.id,
      versionNumber: version.number,
      branding: snapshot.branding,
      needsConnection: needsConnection(snapshot.authentication),
      actions
    }
  ]
}

/** Maximum number of versions whose actions are cached. The content of a version never changes. */
const MOST_KNOWN = 500

export const createActions = (params: {
  store: Store
  specs: Specs
  effects: Effects
  settings: Settings
  connections: Connections
  loadedRevisions: LoadedRevisions
}): Actions => {
  const { store, specs, effects, settings, connections, loadedRevisions } = params
  const offered = rememberOfVersions(async (ids: Id[]) => {
    const versions = await store.versions.several(ids)
    return new Map(versions.map(stored => [stored.version.id, offersOf(stored, specs)]))
  }, MOST_KNOWN)

  const deployed = async (versionId: Id): Promise<LoadedRevision> => {
    const version = await store.versions.about(versionId)
    if (version === null || version.deployedAt === null) throw new Fault('version.gone')
    return loadedRevisions.version(versionId)
  }

  return {
    list: async () => {
      const versions = await store.versions.offered()
      return (await offered(versions.map(({ id }) => id))).toSorted((one, other) =>
        byName(one.connectorName, other.connectorName)
      )
    },
    find: async (versionId, actionFlowId) => {
      const action = deployedActionOf(await deployed(versionId), actionFlowId)
      if (action === undefined) throw new Fault('flow.gone')
      return action
    },
    fields: async ({ versionId, actionFlowId, values, connectionId }) => {
      const { version, snapshot, prepared, actions } = await deployed(versionId)
      const action = actions.get(deployedKeyOf(versionId, actionFlowId))
      if (action === undefined) throw new Fault('flow.gone')
      const { connectorId } = version
      const connected = await connectUser({ connections, connectionId, connectorId, snapshot })
      const known = new Map<string, Promise<NamedGroup[]>>()
      const run = ({ flowId, inputs }: FieldSource): Promise<NamedGroup[]> => {
        const flow = snapshot.flows.find(({ id }) => id === flowId)
        if (flow === undefined) throw new Fault('flow.gone')
        const limit = settings.registrationTime
        const asked = choiceInputsOf({ inputs }, values)
        // Groups that ask the same thing get one answer.
        const key = JSON.stringify([flowId, asked])
        const found =
          known.get(key) ??
          runForFields({ ...{ effects, specs, flow, prepared, connected, limit }, values: asked })
        known.set(key, found)
        return found
      }
      const loadGroup = async ({
        id,
        dynamic
      }: InputGroup | OutputGroup): Promise<[FieldId, GroupAnswer][]> => {
        if (dynamic === undefined) return []
        try {
          return [[id, { ok: true, groups: identifyFields(id, await run(dynamic)) }]]
        } catch (thrown) {
          const fault = toFault(thrown)
          if (!fault.code.startsWith('fields.')) throw fault
          return [[id, { ok: false, why: fault.message }]]
        }
      }
      const load = async (groups: (InputGroup | OutputGroup)[]): Promise<Record<FieldId, GroupAnswer>> =>
        Object.fromEntries((await Promise.all(groups.map(loadGroup))).flat())
      const [inputs, outputs] = await Promise.all([load(action.inputGroups ?? []), load(action.outputs)])
      return { inputs, outputs }
    }
  }
}
