import {
  type Catalog,
  deployedKeyOf,
  type EventUse,
  nameOfCard,
  problemsOf,
  type Specs
} from '@hookwright/engine'
import {
  type AccessDenial,
  type Blocker,
  type BlockerCode,
  type Card,
  emptyFlow,
  type Id,
  type Problem,
  startCardOf,
  type VersionSnapshot
} from '@hookwright/model'
import type { FlowRow } from '@hookwright/store'
import { deployedFor } from '../revisions/deployed-of.ts'
import { helpersOf } from '../revisions/drafts.ts'
import type { LoadedRevision } from '../revisions/loaded-revisions.ts'
import { catalogOfUser } from '../revisions/prepare-version.ts'
import type { RegistrationContext } from './registration-context.ts'

/** Helper flow, from the draft or from a revision. */
export type HelperFlow = Pick<FlowRow, 'id' | 'name' | 'description' | 'doc'>

/** Flow that can be turned on, with its event and catalog. */
export interface Ready {
  flow: FlowRow
  start: Card
  use: EventUse
  /** Connector version of the flow's event. */
  loadedRevision: LoadedRevision
  /** Helper flows that the flow calls. */
  helpers: HelperFlow[]
  catalog: Catalog
}

/** Result of checking a flow: the prepared flow, or the blockers that keep it from being turned on. */
export type Readiness = { blockers: []; ready: Ready } | { blockers: Blocker[]; ready: null }

/** Problems that merely result from an unknown event. They cannot be fixed separately. */
const withoutEvent: Problem['code'][] = ['input-unknown', 'pill-field']

/** Problems to leave out because a blocker already reports them, by the blocker's code. */
const saidAlready: Partial<Record<BlockerCode, Problem['code'][]>> = {
  'no-event': ['flow-empty', 'start-card', ...withoutEvent],
  'version-gone': ['event', ...withoutEvent],
  event: withoutEvent
}

/**
 * Reasons why a flow cannot use a connection. They follow its name in a sentence: “Its connection was
 * deleted.”
 */
const unfit = {
  gone: 'was deleted.',
  foreign: 'belongs to another connector.'
}
const deniedTexts: Record<AccessDenial, string> = {
  'not-shared': 'is not shared with the owner of the flow.',
  'owner-removed': 'belongs to a member who was removed.'
}

/**
 * Checks a user's draft flow and returns all blockers together.
 *
 * @param frozen its helper flows, if they differ from the drafts
 */
export const readinessOf = async (
  context: Pick<RegistrationContext, 'store' | 'specs' | 'loadedRevisions' | 'connections'>,
  flow: FlowRow,
  frozen?: HelperFlow[]
): Promise<Readiness> => {
  const { store, specs } = context
  const start = startCardOf(flow.doc)
  const use = (start && specs.get(start.type)?.listens(start.config)) ?? null
  // Whether it was ever deployed may have changed since it was loaded.
  const version = use === null ? null : await store.versions.about(use.versionId)
  const loadedRevision = version === null ? null : await context.loadedRevisions.of(version.id, null)
  const helpers: HelperFlow[] = frozen ?? (await helpersOf(context, flow))
  const deployed = await deployedFor(context, [flow.doc, ...helpers.map(({ doc }) => doc)])
  const catalog = catalogOfUser(helpers, deployed, specs)
  const blockers: Blocker[] = []
  const add = (
    code: BlockerCode,
    message: string,
    at: { in: HelperFlow; card: Card } | null = null
  ): void => {
    const card = code === 'not-saved' ? null : (at?.card.id ?? start?.id ?? null)
    const { id: flowId, name: flowName } = at?.in ?? flow
    blockers.push({ code, message, flowId, flowName, card, field: null, option: false })
  }

  if (flow.name === null) add('not-saved', 'The flow has no name yet. Save it under a name first.')
  if (use === null) add('no-event', 'The flow does not start with an event of a connector. Add one first.')
  if (use !== null && version === null)
    add(
      'version-gone',
      'The event of the flow belongs to a version that does not exist. Choose the event again.'
    )
  if (version !== null && version.deployedAt === null)
    add(
      'not-deployed',
      'The event of the flow belongs to a version that was never deployed. Choose a deployed version.'
    )
  if (version !== null && (await store.connectors.find(version.connectorId)) === null)
    add('connector-gone', 'The connector of the event was deleted. Choose an event of another connector.')
  // What the draft says of itself is the user's to write, so the version names the connector.
  const mustBeUsable = async (
    connectionId: Id | null,
    connectorId: Id,
    at: { in: HelperFlow; card: Card } | null = null
  ): Promise<void> => {
    if (connectionId === null) return
    const connection = (await store.connections.find(connectionId))?.connection
    const isFitting = connection?.purpose === 'user' && connection.connectorId === connectorId
    const denied = isFitting ? await context.connections.uses.denied(connectionId, flow.ownerId) : null
    if (isFitting && denied === null) return
    const name =
      at === null
        ? 'The connection of the flow'
        : `The connection of “${nameOfCard(at.card, specs.get(at.card.type))}”`
    const trouble =
      denied === null ? unfit[connection === undefined ? 'gone' : 'foreign'] : deniedTexts[denied]
    add('connection-foreign', `${name} ${trouble} Choose another connection.`, at)
  }
  if (use !== null && version !== null) await mustBeUsable(use.connectionId, version.connectorId)
  for (const each of [flow, ...helpers]) {
    for (const card of Object.values(each.doc.cards)) {
      const action = specs.get(card.type)?.acts(card.config) ?? null
      const acting = action && (await store.versions.about(action.versionId))
      if (action === null || acting === null) continue
      const at = { in: each, card }
      const name = nameOfCard(card, specs.get(card.type))
      if (acting.deployedAt === null)
        add(
          'not-deployed',
          `The action of “${name}” belongs to a version that was never deployed. Choose a deployed version.`,
          at
        )
      if ((await store.connectors.find(acting.connectorId)) === null)
        add(
          'connector-gone',
          `The connector of “${name}” was deleted. Choose an action of another connector.`,
          at
        )
      await mustBeUsable(action.connectionId, acting.connectorId, at)
    }
  }
  if (use !== null && version !== null && loadedRevision !== null) {
    const taken = await addressTaken(context, loadedRevision, { flow, use, connectorId: version.connectorId })
    if (taken !== null) add('address-taken', taken)
  }
  const event = use && catalog.events.get(deployedKeyOf(use.versionId, use.eventFlowId))
  const options = new Set(event?.options.map(option => option.id))
  const own = problemsOf(flow.doc, specs, catalog)
  const repeated = new Set([...blockers, ...own].flatMap(({ code }) => saidAlready[code] ?? []))
  for (const each of [flow, ...helpers]) {
    const problems = each === flow ? own : problemsOf(each.doc, specs, catalog)
    for (const { code, message, card, field = null } of problems) {
      if (each === flow && repeated.has(code)) continue
      const option = each === flow && card === start?.id && field !== null && options.has(field)
      blockers.push({ code, message, flowId: each.id, flowName: each.name, card, field, option })
    }
  }
  if (blockers.length > 0 || start === undefined || use === null || loadedRevision === null) {
    return { blockers, ready: null }
  }
  return { blockers: [], ready: { flow, start, use, loadedRevision, helpers, catalog } }
}

/**
 * Returns true if the service allows only one Event URL for all flows of a connection. Such flows affect each
 * other.
 */
export const hasOneUrlPerConnection = (specs: Specs, snapshot: VersionSnapshot, eventFlowId: Id): boolean => {
  const eventCard = startCardOf(snapshot.flows.find(({ id }) => id === eventFlowId)?.doc ?? emptyFlow)
  const registrar = eventCard && specs.get(eventCard.type)?.registers(eventCard.config)
  return registrar?.oneUrlPerConnection === true
}

/**
 * Returns the reason why a flow cannot be on while another flow of its connection is: both would share one
 * Event URL. `null` if there is no conflict.
 */
const addressTaken = async (
  { store, specs }: Pick<RegistrationContext, 'store' | 'specs'>,
  { snapshot }: LoadedRevision,
  { flow, use, connectorId }: { flow: FlowRow; use: EventUse; connectorId: Id }
): Promise<string | null> => {
  if (!hasOneUrlPerConnection(specs, snapshot, use.eventFlowId)) return null
  const others = await store.subscriptions.sharersOf({ connectorId, connectionId: use.connectionId })
  const other = others.find(({ flowId }) => flowId !== flow.id)
  if (other === undefined) return null
  const owned = await store.flows.ownerOf(other.flowId)
  const whose = owned?.ownerId === flow.ownerId ? `The flow “${owned.name}”` : 'Another member’s flow'
  return `${whose} is on, and ${snapshot.name} allows only one Event URL for each connection. Turn that flow off first, or choose another connection.`
}

/** Joins the messages of all blockers to the text of one fault. */
export const blockersAsText = (blockers: Blocker[]): string =>
  blockers.map(({ message }) => message).join(' ')
