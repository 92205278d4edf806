import type { DriftOfEvent, SeriesProgress, Watched } from '@hookwright/backend'
import { Fault, type Id, type PathSearch, type SearchTerm } from '@hookwright/model'
import { withinKey } from './key-access.ts'
import { mayCall, type Person, seesAll } from './permissions.ts'
import type { Context } from './trpc.ts'

/** Context of a request from a signed-in person. */
export type SignedIn = Context & { person: Person }

const mustOwn = (person: Person, ownerId: string): void => {
  if (ownerId === person.id || seesAll(person)) return
  throw new Fault('permission.denied', { role: person.role, act: 'use items of other members' })
}

/** Owner filter of a person: their own id, or null to see everything. */
export const ownerOf = ({ person }: SignedIn): Id | null => (seesAll(person) ? null : person.id)

/**
 * Returns the id of a user's flow that the person owns. Throws `flow.gone`, `permission.denied`.
 */
export const ownFlow = async ({ backend, person }: SignedIn, id: Id): Promise<Id> => {
  const { connectorId, ownerId } = await backend.flows.ownerOf(id)
  if (connectorId !== null) throw new Fault('flow.gone')
  mustOwn(person, ownerId)
  return id
}

/**
 * Returns the id of a user's flow that the person may run: their own or a shared one. Throws
 * `flow.gone`, `permission.denied`.
 */
export const runnableFlow = async (context: SignedIn, id: Id): Promise<Id> => {
  if (await context.backend.manualRuns.isShared(id)) return id
  return ownFlow(context, id)
}

/**
 * Prevents an API key from starting runs that require a member's approval. Checks the flows to run, and the
 * methods of the deliveries to replay.
 * @throws `agents.asks-first`
 */
export const mustNotAskFirst = async (
  { backend, key }: SignedIn,
  flowIds: Id[],
  methods: string[] = []
): Promise<void> => {
  if (key !== null) await backend.agents.exposure.mustNotAskFirst(flowIds, methods)
}

/**
 * Returns the ids of users' flows if the person owns all of them. Throws `flow.gone`,
 * `permission.denied`.
 */
export const ownFlows = async (context: SignedIn, ids: Id[]): Promise<Id[]> => {
  for (const id of ids) await ownFlow(context, id)
  return ids
}

/**
 * Returns the id of a tool for agents that the person owns. Throws `agents.tool-gone`,
 * `permission.denied`.
 */
export const ownTool = async ({ backend, person }: SignedIn, id: Id): Promise<Id> => {
  mustOwn(person, await backend.agents.exposure.ownerOf(id))
  return id
}

/** Returns the id of a maker's flow. Throws `flow.gone`. */
export const makerFlow = async ({ backend }: SignedIn, id: Id): Promise<Id> => {
  const { connectorId } = await backend.flows.ownerOf(id)
  if (connectorId === null) throw new Fault('flow.gone')
  return id
}

/**
 * Returns the id of a user's connection that the person owns. Admins can only transfer connections of other
 * members, so they are denied as well.
 * @throws `connection.gone`, `permission.denied`
 */
export const ownConnection = async ({ backend, person }: SignedIn, id: Id): Promise<Id> => {
  const connection = await backend.connections.get(id)
  if (connection.purpose !== 'user') throw new Fault('connection.gone')
  if (connection.ownerId === person.id) return id
  throw new Fault('permission.denied', { role: person.role, act: 'change connections of other members' })
}

/**
 * Returns the id of a user's connection that the person may use: their own or a shared one, or any
 * for an admin. Throws `connection.gone`, `permission.denied`.
 */
export const usableConnection = async ({ backend, person }: SignedIn, id: Id): Promise<Id> => {
  const connection = await backend.connections.get(id)
  if (connection.purpose !== 'user') throw new Fault('connection.gone')
  if (seesAll(person) || (await backend.connections.uses.denied(id, person.id)) === null) return id
  throw new Fault('permission.denied', { role: person.role, act: 'use connections of other members' })
}

/**
 * Returns the reference to a circuit breaker that the person may change. This requires the right to use its
 * connection or, without a connection, the role of a maker.
 * @throws `connection.gone`, `permission.denied`
 */
export const ownBreaker = async <Ref extends { connectionId: Id | null }>(
  context: SignedIn,
  of: Ref
): Promise<Ref> => {
  const { role } = context.person
  if (of.connectionId !== null) await usableConnection(context, of.connectionId)
  else if (!mayCall(role, 'connectors.describe')) {
    throw new Fault('permission.denied', { role, act: 'unblock a service for everyone' })
  }
  return of
}

/** Filters items to those of the person and those without an owner. Admins see all. */
export const ofOwnerOrNobody = <Thing extends { ownerId: string | null }>(
  { person }: SignedIn,
  things: Thing[]
): Thing[] =>
  seesAll(person) ? things : things.filter(({ ownerId }) => ownerId === null || ownerId === person.id)

/**
 * Returns the id of the person's listening session. Throws `listening.gone`, `permission.denied`.
 */
export const ownListening = async ({ backend, person }: SignedIn, id: Id): Promise<Id> => {
  mustOwn(person, await backend.listening.personOf(id))
  return id
}

/** Returns the id of a test connection. Throws `connection.gone`. */
export const testConnection = async ({ backend }: SignedIn, id: Id): Promise<Id> => {
  const connection = await backend.connections.get(id)
  if (connection.purpose !== 'test') throw new Fault('connection.gone')
  return id
}

/** Checks that the person owns a user's flow, even a deleted one. Throws `permission.denied`. */
const mustOwnFlow = async ({ backend, person }: SignedIn, flowId: Id): Promise<void> =>
  mustOwn(person, (await backend.flows.ownerOf(flowId)).ownerId)

/**
 * Returns the id of a subscription of a flow that the person owns. Throws `subscription.gone`,
 * `permission.denied`.
 */
export const ownSubscription = async (context: SignedIn, id: Id): Promise<Id> => {
  const { subscription } = await context.backend.subscriptions.get(id)
  await mustOwnFlow(context, subscription.flowId)
  return id
}

/**
 * Returns the id of a cleanup entry of a flow that the person owns. Throws `cleanup.gone`,
 * `permission.denied`.
 */
export const ownCleanupEntry = async (context: SignedIn, id: Id): Promise<Id> => {
  const entry = (await context.backend.subscriptions.cleanupEntries()).find(candidate => candidate.id === id)
  if (entry === undefined) throw new Fault('cleanup.gone')
  await mustOwnFlow(context, entry.flowId)
  return id
}

/** Filters items to those whose flow the person owns. Admins see all. */
export const ofOwnFlows = async <Thing extends { flowId: Id }>(
  { backend, person }: SignedIn,
  things: Thing[]
): Promise<Thing[]> => {
  if (seesAll(person)) return things
  const flowIds = [...new Set(things.map(thing => thing.flowId))]
  const owners = await Promise.all(flowIds.map(id => backend.flows.ownerOf(id)))
  const own = new Set(flowIds.filter((_, at) => owners[at]?.ownerId === person.id))
  return things.filter(thing => own.has(thing.flowId))
}

/**
 * Returns the id of an API key that the person owns. Admins may access any key.
 * @throws `api-key.gone`, `permission.denied`
 */
export const ownKey = async ({ backend, person }: SignedIn, id: Id): Promise<Id> => {
  const { ownerId } = await backend.apiKeys.get(id)
  if (ownerId === person.id || person.role === 'admin') return id
  throw new Fault('permission.denied', { role: person.role, act: 'manage API keys of other members' })
}

/**
 * Returns the progress of upgrading or re-registering several flows. Failed flows that the person or their
 * API key may not see are removed.
 */
export const ownSeries = async (
  context: SignedIn,
  progress: SeriesProgress | null
): Promise<SeriesProgress | null> => {
  if (progress === null) return null
  const own = await ofOwnFlows(context, progress.failed)
  const within = await withinKey(
    context,
    'flow',
    own.map(({ flowId: id }) => ({ id }))
  )
  const ids = new Set(within.map(({ id }) => id))
  return { ...progress, failed: own.filter(({ flowId }) => ids.has(flowId)) }
}

/** Adds the ids of example deliveries to drift findings, but only of deliveries to the person's own flows. */
export const withOwnExamples = async (context: SignedIn, events: DriftOfEvent[]) => {
  const examples = events.flatMap(({ findings }) => findings.map(({ example }) => example))
  const own = new Set((await ofOwnFlows(context, examples)).map(({ flowId }) => flowId))
  return events.map(event => ({
    ...event,
    findings: event.findings.map(({ example, ...finding }) => ({
      ...finding,
      exampleId: own.has(example.flowId) ? example.deliveryId : null
    }))
  }))
}

/** Filters items to those that the person owns. Admins see all. */
export const ofOwner = <Thing extends { ownerId: string }>({ person }: SignedIn, things: Thing[]): Thing[] =>
  seesAll(person) ? things : things.filter(thing => thing.ownerId === person.id)

/**
 * Returns the id of a delivery of a flow that the person owns. Throws `delivery.gone`,
 * `permission.denied`.
 */
export const ownDelivery = async (context: SignedIn, id: Id): Promise<Id> => {
  const { delivery } = await context.backend.deliveries.get(id)
  await ownSubscription(context, delivery.subscriptionId)
  return id
}

/**
 * Returns the id of a delivery that the person may replay, also with an API key.
 * @throws `agents.asks-first`, and the faults of `ownDelivery`
 */
export const replayableDelivery = async (context: SignedIn, id: Id): Promise<Id> => {
  const { delivery } = await context.backend.deliveries.get(await ownDelivery(context, id))
  const { subscription } = await context.backend.subscriptions.get(delivery.subscriptionId)
  await mustNotAskFirst(context, [subscription.flowId], [delivery.method])
  return id
}

/**
 * Returns the id of a run that the person may replay, also with an API key.
 * @throws `agents.asks-first`, and the faults of `ownRun`
 */
export const replayableRun = async (context: SignedIn, runId: Id): Promise<Id> => {
  const { id, deliveryId } = await ownRun(context, runId)
  if (context.key !== null && deliveryId !== null) await replayableDelivery(context, deliveryId)
  return id
}

/**
 * Returns the id of a bulk replay that the person started.
 * @throws `replays.gone`, `permission.denied`
 */
export const ownReplays = async ({ backend, person }: SignedIn, id: Id): Promise<Id> => {
  const series = (await backend.deliveries.replays.list()).find(candidate => candidate.id === id)
  if (series === undefined) throw new Fault('replays.gone')
  mustOwn(person, series.ownerId)
  return id
}

/**
 * Returns the scope of a list: one flow that the person owns, or all their flows. Admins see all flows.
 * @throws `flow.gone`, `permission.denied`
 */
export const ownScope = async (context: SignedIn, flowId: Id | undefined) => {
  if (flowId !== undefined) return { flowId: await ownFlow(context, flowId) }
  return seesAll(context.person) ? {} : { ownerId: context.person.id }
}

/**
 * Checks that the person may search in values. Viewers may not, since a search could reveal values that they
 * may not see.
 * @throws `permission.denied`
 */
const mayLook = ({ person }: SignedIn): void => {
  if (person.role !== 'viewer') return
  throw new Fault('permission.denied', {
    role: person.role,
    act: 'search in the data of deliveries and runs'
  })
}

/**
 * Returns the search terms for deliveries. Empty without a search.
 * @throws `permission.denied` for viewers who search
 */
export const allowedSearch = (
  context: SignedIn,
  { q, path }: { q?: string; path?: PathSearch }
): { sought?: SearchTerm[] } => {
  const sought: SearchTerm[] = [
    ...(q === undefined ? [] : [{ text: q }]),
    ...(path === undefined ? [] : [path])
  ]
  if (sought.length === 0) return {}
  mayLook(context)
  return { sought }
}

/**
 * Returns the filter of the alerts that a person may see: their own and those without an owner. Admins see
 * all alerts.
 */
export const ownAlerts = ({ person }: Pick<SignedIn, 'person'>): { ownerId: string | null } => ({
  ownerId: seesAll(person) ? null : person.id
})

/**
 * Returns the filter of the alerts that are meant for a person. These are their own alerts and those without
 * an owner, even for an admin.
 */
export const alertsFor = ({ person }: Pick<SignedIn, 'person'>): { ownerId: string } => ({
  ownerId: person.id
})

/**
 * Returns the filter of the alerts to mark as read. With ids, only alerts that the person may see match; with
 * null, all alerts that `alertsFor` selects.
 */
export const alertsToMark = (context: Pick<SignedIn, 'person'>, ids: Id[] | null) => ({
  ...(ids === null ? alertsFor(context) : ownAlerts(context)),
  ids
})

/**
 * Returns the search terms for runs.
 * @throws `permission.denied` for viewers
 */
export const runTextFilters = (context: SignedIn, q: string): { text: string }[] => {
  mayLook(context)
  return [{ text: q }]
}

/** Creates a predicate that is true for the change notifications that a person may see. */
export const visibleTo =
  (person: Person) =>
  (thing: Watched): boolean => {
    switch (thing.topic) {
      case 'connectors':
      case 'versions':
        return true
      case 'orphans':
        return mayCall(person.role, 'orphans.list')
      case 'drift':
        return mayCall(person.role, 'drift.list')
      case 'people':
        return mayCall(person.role, 'people.list')
      case 'connections': {
        // Those with whom it was shared are told, too, also when they may not use it any more. Whose a connection was that is
        // gone is not known any more; its bare id says nothing to others.
        const isTest = thing.connection?.purpose === 'test'
        return mayCall(person.role, isTest ? 'testConnections.list' : 'connections.list')
      }
      case 'alerts': {
        const { isKnown, ownerId } = thing
        if (!isKnown) return mayCall(person.role, 'alertEndpoints.list')
        return ownerId === null || seesAll(person) || ownerId === person.id
      }
      case 'flows':
      case 'subscriptions':
      case 'cleanup':
      case 'deliveries':
      case 'runs':
      case 'progress': {
        const { connectorId, ownerId } = thing.owner
        if (connectorId !== null) return mayCall(person.role, 'makerFlows.list')
        return seesAll(person) || ownerId === person.id
      }
    }
  }

/**
 * Returns a run that the person may see: a run of their flows or subscriptions. Makers also see runs of
 * connector flows without a subscription.
 * @throws `run.gone`, `permission.denied`
 */
export const ownRun = async (context: SignedIn, id: Id) => {
  const { backend, person } = context
  const run = await backend.runs.get(id)
  const { connectorId, ownerId } = await backend.flows.ownerOf(run.flowId)
  if (run.subscriptionId !== null) await ownSubscription(context, run.subscriptionId)
  else if (connectorId === null) mustOwn(person, ownerId)
  else if (!mayCall(person.role, 'makerFlows.test')) {
    throw new Fault('permission.denied', { role: person.role, act: 'see the tests of makers' })
  }
  return run
}
