import type { CardEffects, Specs } from '@hookwright/engine'
import {
  type Card,
  type CardId,
  Fault,
  type Flow,
  type Id,
  type Json,
  type RedactionPath,
  type RevisionSnapshot,
  type SubscriptionStatus,
  type SubscriptionTerms,
  startCardOf
} from '@hookwright/model'
import type { Store, SubscriptionRow } from '@hookwright/store'
import type { Breakers } from '../breakers/breakers.ts'
import { connect } from '../connectors/connected.ts'
import type { Connections } from '../connectors/connections.ts'
import { type OpenActions, openActions } from '../connectors/open-actions.ts'
import type { Effects, Settings } from '../kernel/effects.ts'
import { createWeightedCache } from '../kernel/weighted-cache.ts'
import { type BodyPath, recordsPathOf } from '../payloads/body-reads.ts'
import { everything, type StartReads, startReadsOf } from '../payloads/start-reads.ts'
import { actionUsesOf } from '../revisions/deployed-of.ts'
import type { LoadedRevision, LoadedRevisions } from '../revisions/loaded-revisions.ts'
import type { RetentionOf, RulesInForce } from '../revisions/rules-in-force.ts'
import { runLimitOf, spreadsRecords } from '../revisions/start-of-revision.ts'
import { termsOfRevision } from '../revisions/terms-of-revision.ts'
import { createEndpointPolicy, type EndpointPolicy } from './endpoint-policy.ts'

/** Prepared data for running a subscription's deliveries. */
export interface RunReady {
  loadedRevision: LoadedRevision
  /** Option values of the event card, by field id. */
  options: Record<string, Json>
  flow: Flow
  /**
   * User's flow, cut off after its start card. When it runs, the start card runs the event flow, which is
   * called the prologue.
   */
  prologue: Flow
  startCard: CardId
  /** True for Run mode *Each record*. */
  spreads: boolean
  /** True if a failed record stops the records after it. */
  stopsRest: boolean
  /** Parts of a delivery that the event flow reads. */
  reads: StartReads
  /** Path of the records in a body; null when unknown. */
  recordsIn: BodyPath | null
  fx: CardEffects
  everywhere: Record<string, unknown>
  actionOf: OpenActions['actionOf']
  scrub: <Value>(value: Value) => Value
  kept: RetentionOf
}

/** Cached subscription, ready for its next delivery. */
export interface CachedSubscription {
  id: Id
  flowId: Id
  /**
   * Status of the subscription. It is never changed in place: a change evicts the cache entry, so that a
   * request sees one status throughout.
   */
  readonly status: SubscriptionStatus
  terms: SubscriptionTerms
  /** Maximum number of concurrent runs that the revision sets. `null` if only the server's limit applies. */
  atOnce: number | null
  /** Ids of the connections that the flow's actions use. */
  actionConnections: ReadonlySet<Id>
  /** True if a card of the flow may respond to the caller. */
  responds: boolean
  /** False once the subscription has changed or was evicted. Look it up again then. */
  current: boolean
  /** Token of the Event URL; `null` until an event has used it. */
  token: string | null
  /** Redacted paths of the subscription's deliveries. */
  redaction: RedactionPath[]
  ready: RunReady | Promise<RunReady> | null
  policy: EndpointPolicy | Promise<EndpointPolicy> | null
}

/** Returns the documents of a revision and its helper flows. */
const docsOf = (revision: RevisionSnapshot | null | undefined): Flow[] =>
  revision ? [revision.flow, ...revision.helpers].map(({ doc }) => doc) : []

export type SubscriptionCache = ReturnType<typeof createSubscriptionCache>

/**
 * Maximum weight of all cached subscriptions, in bytes of JSON text. This is about 2,000 flows of ten cards,
 * or 40 MB when ready to run. Preparing an evicted one takes about a millisecond.
 */
const MOST_HELD = 12 * 1_048_576

/** Weight of a subscription without its flows, in bytes: terms, keys, shared data of runs. */
const WEIGHT_OF_ITSELF = 4_096

/**
 * Creates the cache of subscriptions, by token and by id. Subscriptions are prepared at first use and dropped
 * when they change. The least recently used ones are evicted.
 */
export const createSubscriptionCache = (params: {
  store: Store
  specs: Specs
  effects: Effects
  settings: Settings
  connections: Connections
  loadedRevisions: LoadedRevisions
  breakers: Breakers
  rules: Pick<RulesInForce, 'of'>
  /** Returns the secret of a flow's API endpoint. */
  endpointSecretOf: (flowId: Id) => Promise<string>
  /** Maximum weight of all cached subscriptions, in bytes of JSON text. */
  mostHeld?: number
}) => {
  const {
    store,
    specs,
    effects,
    settings,
    connections,
    loadedRevisions,
    breakers,
    rules,
    mostHeld = MOST_HELD
  } = params
  const idOfToken = new Map<string, Id>()
  const cache = createWeightedCache<Id, CachedSubscription>({
    most: mostHeld,
    // Who holds it still looks it up again, since changes are told of what is held here alone.
    dropped: subscription => forget(subscription)
  })
  const readsOfDocs = new WeakMap<Flow, Pick<RunReady, 'reads' | 'recordsIn'>>()
  let drops = 0

  const forget = (subscription: CachedSubscription): void => {
    subscription.current = false
    if (subscription.token !== null) idOfToken.delete(subscription.token)
  }

  const heldOf = (token: string): CachedSubscription | undefined => {
    const id = idOfToken.get(token)
    return id === undefined ? undefined : cache.get(id)
  }

  /** Reads a row. Repeats if a cache entry was dropped during the read, to avoid caching outdated data. */
  const readFresh = async (read: () => Promise<SubscriptionRow | null>): Promise<SubscriptionRow | null> => {
    for (;;) {
      const before = drops
      const row = await read()
      if (drops === before) return row
    }
  }

  const useOf = (start: Card | undefined) =>
    start === undefined ? null : (specs.get(start.type)?.listens(start.config) ?? null)

  /**
   * Returns the data of a revision to cache with its subscription, such as its concurrency limit and weight.
   * An unreadable revision has no limit; its runs report the failure.
   */
  const ofRevision = async ({ versionId, revisionId }: SubscriptionTerms) => {
    const revision = (await loadedRevisions.of(versionId, revisionId).catch(() => null))?.revision
    const doc = revision?.flow.doc
    const atOnce = doc === undefined ? null : runLimitOf(specs, doc)
    const actionConnections = new Set(
      actionUsesOf(docsOf(revision), specs).flatMap(({ connectionId }) => connectionId ?? [])
    )
    const responds =
      doc !== undefined &&
      Object.values(doc.cards).some(({ type, skipped }) => !skipped && specs.get(type)?.responds === true)
    return {
      atOnce,
      actionConnections,
      responds,
      weight: WEIGHT_OF_ITSELF + (revision ? JSON.stringify(revision).length : 0)
    }
  }

  /**
   * Caches a loaded subscription, also by its token if given. Reads it again if a cache entry was dropped in
   * between.
   */
  const hold = async (
    read: () => Promise<SubscriptionRow | null>,
    token?: string
  ): Promise<CachedSubscription | null> => {
    for (;;) {
      const before = drops
      const row = await read()
      if (row === null) return null
      const { atOnce, actionConnections, responds, weight } = await ofRevision(row.terms)
      const { redaction } = await rules.of(row.flowId)
      if (drops !== before) continue
      const { id, flowId, status, terms } = row
      const fresh: CachedSubscription = {
        id,
        flowId,
        status,
        terms,
        atOnce,
        actionConnections,
        responds,
        current: true,
        token: null,
        redaction,
        ready: null,
        policy: null
      }
      const known = cache.get(id)
      const subscription = known ?? fresh
      if (known === undefined) cache.set(id, subscription, weight)
      if (token === undefined) return subscription
      subscription.token = token
      idOfToken.set(token, id)
      return subscription
    }
  }

  const makeReady = async (subscription: CachedSubscription, revisionId: Id): Promise<RunReady> => {
    const { loadedRevision, terms } =
      revisionId === subscription.terms.revisionId
        ? {
            loadedRevision: await loadedRevisions.of(subscription.terms.versionId, revisionId),
            terms: subscription.terms
          }
        : await termsOfRevision({ store, specs, loadedRevisions }, revisionId)
    const { connectionId, eventFlowId, options } = terms
    const { authentication } = loadedRevision.snapshot
    const caller = {
      connectorId: loadedRevision.version.connectorId,
      connectionId,
      service: loadedRevision.snapshot.name,
      isHeld: true
    }
    const usedBy = (await store.flows.ownerOf(subscription.flowId))?.ownerId ?? ''
    const connected = await connect({
      ...{ connections, connectionId, authentication, usedBy },
      through: breakers.through(caller)
    })
    const flow = loadedRevision.revision?.flow.doc
    const start = flow && startCardOf(flow)
    if (flow === undefined || start === undefined) throw new Error('A revision has no start card.')
    const actions = await openActions({
      ...{ connections, specs, versions: loadedRevision.actionVersions, usedBy, through: breakers.through },
      docs: docsOf(loadedRevision.revision)
    })
    const eventFlow = loadedRevision.snapshot.flows.find(candidate => candidate.id === eventFlowId)
    return {
      loadedRevision,
      options,
      flow,
      prologue: { schemaVersion: 1, strip: [start.id], cards: { [start.id]: start } },
      startCard: start.id,
      spreads: spreadsRecords(loadedRevision, eventFlowId, specs),
      stopsRest: useOf(start)?.stopRest === true,
      ...(eventFlow === undefined ? { reads: everything, recordsIn: null } : readsOf(eventFlow.doc)),
      fx: { ...effects, http: connected.http },
      everywhere: connected.everywhere,
      actionOf: actions.actionOf,
      scrub: effects.scrubber([...connected.secrets, ...actions.secrets]),
      kept: await rules.of(subscription.flowId)
    }
  }

  /** Prepares the endpoint policy from a fresh row, so that sealed secrets do not stay in memory. */
  const openPolicy = async (subscription: CachedSubscription): Promise<EndpointPolicy> => {
    const row = await readFresh(() => store.subscriptions.find(subscription.id))
    if (row === null) throw new Fault('subscription.gone')
    const { endpointSecretOf } = params
    const sharedBy = (): number => store.processCount('receive')
    return createEndpointPolicy(
      { specs, effects, settings, connections, loadedRevisions, endpointSecretOf, sharedBy },
      row
    )
  }

  /**
   * Returns the parts of a delivery that an event flow reads. They are computed once and shared by all
   * subscriptions of the event.
   */
  const readsOf = (doc: Flow): Pick<RunReady, 'reads' | 'recordsIn'> => {
    const known = readsOfDocs.get(doc)
    if (known !== undefined) return known
    const start = startCardOf(doc)
    // A polled event runs before its deliveries: those are read by the user's card alone.
    const hasBody = start === undefined || specs.get(start.type)?.starts?.body !== undefined
    const read = { reads: hasBody ? startReadsOf(doc) : everything, recordsIn: recordsPathOf(doc, specs) }
    readsOfDocs.set(doc, read)
    return read
  }

  return {
    /** Returns the endpoint policy of a subscription. */
    policyOf: (subscription: CachedSubscription): EndpointPolicy | Promise<EndpointPolicy> => {
      if (subscription.policy !== null) return subscription.policy
      const opening = openPolicy(subscription).then(policy => {
        subscription.policy = policy
        return policy
      })
      opening.catch(() => {
        subscription.policy = null
      })
      subscription.policy = opening
      return opening
    },
    /** Returns a subscription synchronously when it is cached, otherwise from the store; null for an unknown token. */
    find: (token: string): CachedSubscription | Promise<CachedSubscription | null> =>
      heldOf(token) ?? hold(() => store.subscriptions.findByTokenHash(effects.hashToken(token)), token),
    byId: async (id: Id): Promise<CachedSubscription | null> =>
      cache.get(id) ?? hold(() => store.subscriptions.find(id)),
    /**
     * Prepares a run of the current revision, or of `revisionId` for a run that began on it or replays it.
     * The run uses the terms of that revision's start card.
     */
    readyOf: (subscription: CachedSubscription, revisionId?: Id | null): RunReady | Promise<RunReady> => {
      const current = subscription.terms.revisionId
      if ((revisionId ?? current) !== current) return makeReady(subscription, revisionId ?? current)
      if (subscription.ready !== null) return subscription.ready
      const ready = makeReady(subscription, current).then(made => {
        subscription.ready = made
        return made
      })
      ready.catch(() => {
        subscription.ready = null
      })
      subscription.ready = ready
      return ready
    },
    /** Returns the retention settings for a subscription's deliveries, even if no run can be prepared. */
    keptOf: ({ flowId }: CachedSubscription): Promise<RetentionOf> => rules.of(flowId),
    /** Drops matching subscriptions from the cache after a change. */
    drop: (which: (subscription: CachedSubscription) => boolean): void => {
      drops++
      for (const subscription of [...cache.values()].filter(which)) {
        forget(subscription)
        cache.delete(subscription.id)
      }
    }
  }
}
