import { deployedKeyOf, type EventSignature, eventsOfVersion, type Specs } from '@hookwright/engine'
import {
  type Branding,
  type Choice,
  choiceInputsOf,
  Fault,
  type Id,
  type Json,
  OWN_CONNECTOR
} from '@hookwright/model'
import type { Store } from '@hookwright/store'
import { alertChoices } from '../built-in/own-connector.ts'
import { connectUser } from '../connectors/connected.ts'
import type { Connections } from '../connectors/connections.ts'
import type { StoredVersion } from '../connectors/impact.ts'
import { rememberOfVersions } from '../connectors/remember-of-versions.ts'
import { runForChoices } from '../execution/run-for-choices.ts'
import type { Effects, Settings } from '../kernel/effects.ts'
import type { LoadedRevisions } from '../revisions/loaded-revisions.ts'

/** Event that a user's flow can start with. */
export interface DeployedEvent {
  connectorId: Id
  connectorName: string
  versionId: Id
  versionNumber: number
  eventFlowId: Id
  description: string
  branding: Branding
  signature: EventSignature
}

/** Queries on deployed events. */
export interface Events {
  /**
   * Lists the events of visible deployed versions, sorted by names of connectors and events, with
   * built-in events last.
   */
  list: () => Promise<DeployedEvent[]>
  /**
   * Returns the choices of an option of an event or action. Runs the option's helper flow with these option
   * values and a user's connection.
   *
   * @throws `version.gone`, also if the version was never deployed
   * @throws `connection.gone`, also for a connection of another connector
   * @throws `input.invalid` if the flow has no such option
   * @throws `flow.gone`, `choices.failed`, `choices.unreadable`, `choices.timed-out`
   */
  choices: (params: {
    versionId: Id
    flowId: Id
    optionId: string
    values: Record<string, Json>
    connectionId: Id | null
    /** Person who makes the choice. Needed for choices that come from this installation. */
    personId: string
  }) => Promise<Choice[]>
}

/** Returns the events that a version offers, in flow order. */
export const deployedEventsOf = ({ version, snapshot }: StoredVersion, specs: Specs): DeployedEvent[] => {
  const events = new Map(eventsOfVersion(version.id, snapshot, specs))
  return snapshot.flows.flatMap((flow): DeployedEvent[] => {
    const signature = events.get(deployedKeyOf(version.id, flow.id))
    if (signature === undefined) return []
    return [
      {
        connectorId: version.connectorId,
        connectorName: snapshot.name,
        versionId: version.id,
        versionNumber: version.number,
        eventFlowId: flow.id,
        description: flow.description,
        branding: snapshot.branding,
        signature
      }
    ]
  })
}

const byName = (one: string, other: string): number => one.localeCompare(other, 'en')

/**
 * Maximum number of versions in the event cache. Entries never become stale, since a version does not change.
 */
const MOST_KNOWN = 500

/**
 * Creates the queries on deployed events. Choices of dropdowns are loaded by helper flows with a user's
 * connection.
 */
export const createEvents = (params: {
  store: Store
  specs: Specs
  effects: Effects
  settings: Settings
  connections: Connections
  loadedRevisions: LoadedRevisions
}): Events => {
  const { store, specs, effects, settings, connections, loadedRevisions } = params
  const eventsOf = rememberOfVersions(async (ids: Id[]) => {
    const versions = await store.versions.several(ids)
    return new Map(versions.map(stored => [stored.version.id, deployedEventsOf(stored, specs)]))
  }, MOST_KNOWN)

  return {
    list: async () => {
      const offered = await store.versions.offered()
      return (await eventsOf(offered.map(({ id }) => id))).toSorted(
        (one, other) =>
          // What the installation itself offers comes behind what services do.
          Number(one.connectorId === OWN_CONNECTOR) - Number(other.connectorId === OWN_CONNECTOR) ||
          byName(one.connectorName, other.connectorName) ||
          byName(one.signature.name ?? '', other.signature.name ?? '')
      )
    },
    choices: async ({ versionId, flowId, optionId, values, connectionId, personId }) => {
      const version = await store.versions.about(versionId)
      if (version === null || version.deployedAt === null) throw new Fault('version.gone')
      const { snapshot, prepared, events, actions } = await loadedRevisions.version(versionId)
      const key = deployedKeyOf(versionId, flowId)
      const deployed = events.get(key) ?? actions.get(key)
      if (deployed === undefined) throw new Fault('flow.gone')
      const choices = deployed.options.find(option => option.id === optionId)?.choices
      if (choices?.from !== 'flow') {
        const what = `The card has no option “${optionId}” with values from a helper flow. Choose another option.`
        throw new Fault('input.invalid', { what })
      }
      const own = version.connectorId === OWN_CONNECTOR && (await alertChoices(store, optionId, personId))
      if (own) return own
      const flow = snapshot.flows.find(candidate => candidate.id === choices.flowId)
      if (flow === undefined) throw new Fault('flow.gone')
      const { connectorId } = version
      return runForChoices({
        effects,
        specs,
        flow,
        prepared,
        connected: await connectUser({ connections, connectionId, connectorId, snapshot }),
        values: choiceInputsOf(choices, values),
        limit: settings.registrationTime
      })
    }
  }
}
