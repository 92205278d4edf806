import {
  type Flow,
  type Id,
  type RevisionSnapshot,
  type Subscription,
  type SubscriptionTerms,
  sameJson,
  summarize,
  type Version
} from '@hookwright/model'
import type { RunningFlow } from '@hookwright/store'
import { memoize } from '../kernel/weighted-cache.ts'
import { createUseComparer } from '../revisions/compare-uses.ts'
import { type ConnectorUse, connectorUsesOf } from '../revisions/connector-uses.ts'
import type { LoadedRevision } from '../revisions/loaded-revisions.ts'
import { hasNoRegistration, hasSameKeys, termsOf } from './freeze.ts'
import { moveCards } from './move-cards.ts'
import { blockersAsText, hasOneUrlPerConnection, readinessOf } from './readiness.ts'
import type { RegistrationContext } from './registration-context.ts'

/** Effects of upgrading a running flow to the deployed version of a connector that it uses. */
export interface Upgrade {
  flowId: Id
  flowName: string | null
  connectorId: Id
  connectorName: string
  /** Oldest version that the flow's event and actions use. */
  from: number
  to: number
  /** Effect of an upgrade on a flow. `lost` flows would stop working and are left unchanged. */
  does: 're-register' | 'in-place' | 'lost'
  /** Differences as sentences, the most severe first. */
  reasons: string[]
}

/** Upgrade with all data needed to run it. */
export interface PreparedUpgrade {
  upgrade: Upgrade
  subscription: Subscription
  /** Current revision. `snapshot` is the new one. */
  before: RevisionSnapshot
  snapshot: RevisionSnapshot
  /** Cards of the running revision to move to the new version. */
  uses: ConnectorUse[]
  to: LoadedRevision
  /** New terms; `null` if the flow would be `lost`. */
  terms: Omit<SubscriptionTerms, 'revisionId'> | null
}

/**
 * Prepares the upgrades of one flow, one for each connector with a newer version. With `connectorId`, only
 * for that connector.
 */
export type UpgradePlanner = (running: RunningFlow, connectorId?: Id) => Promise<PreparedUpgrade[]>

/** Result of moving the cards of a flow to a new version. Flows with the same documents share it. */
type MovedDocuments =
  | { is: 'lost'; reasons: string[] }
  | {
      is: 'movable'
      flow: Flow
      helpers: Flow[]
      reasons: string[]
      /** New terms; `null` if the event keeps its version, since the terms then do not change. */
      terms: Omit<SubscriptionTerms, 'revisionId'> | null
      /**
       * True if the changes to the cards require no new registration. The new terms may still require one.
       */
      isCompatible: boolean
      /** True if the subscription's keys remain valid. */
      keepsKeys: boolean
    }

/** Outdated cards of a flow: they use an older version of a connector than the deployed one. */
interface Behind {
  uses: ConnectorUse[]
  /** Oldest version that the flow's outdated cards use. */
  from: number
  to: Version
}

/** Returns a registration context that looks up each version, connector and connection only once. */
const memoized = (context: RegistrationContext): RegistrationContext => {
  const { store } = context
  return {
    ...context,
    store: {
      ...store,
      versions: { ...store.versions, about: memoize(id => store.versions.about(id)) },
      connectors: { ...store.connectors, find: memoize(id => store.connectors.find(id)) },
      connections: { ...store.connections, find: memoize(id => store.connections.find(id)) }
    }
  }
}

/**
 * Creates a planner for upgrades of any number of flows. Each version is loaded once, and flows with the same
 * documents share one result. Use a new planner for each list, since it does not notice later changes.
 */
export const createUpgradePlanner = (params: RegistrationContext): UpgradePlanner => {
  const context = memoized(params)
  const { store, specs } = context
  const compare = createUseComparer(specs)
  const versionOf = memoize(
    (id: Id): Promise<LoadedRevision | null> => context.loadedRevisions.version(id).catch(() => null)
  )
  const moved = new Map<string, Promise<MovedDocuments>>()
  let offered: Promise<Map<Id, Version>> | null = null

  const offeredBy = async (connectorId: Id): Promise<Version | undefined> => {
    offered ??= store.versions
      .offered()
      .then(versions => new Map(versions.map(version => [version.connectorId, version])))
    return (await offered).get(connectorId)
  }

  /**
   * Returns the outdated cards of a flow, by connector. The connector is read from the version, because users
   * can edit the card.
   */
  const behindOf = async ({ snapshot }: RunningFlow, only: Id | undefined): Promise<Map<Id, Behind>> => {
    const found = new Map<Id, Behind>()
    const helpers = snapshot.helpers.map(({ doc }) => doc)
    for (const used of connectorUsesOf(snapshot.flow.doc, helpers, specs)) {
      const from = await store.versions.about(used.use.versionId)
      const to = from === null ? undefined : await offeredBy(from.connectorId)
      if (from === null || to === undefined || from.number >= to.number) continue
      if (only !== undefined && from.connectorId !== only) continue
      const known = found.get(from.connectorId)
      found.set(from.connectorId, {
        uses: [...(known?.uses ?? []), used],
        from: Math.min(from.number, known?.from ?? from.number),
        to
      })
    }
    return found
  }

  const move = async (
    { flow, snapshot }: RunningFlow,
    { uses }: Behind,
    to: LoadedRevision
  ): Promise<MovedDocuments> => {
    const differences = []
    for (const used of uses) {
      const from = await versionOf(used.use.versionId)
      differences.push(...compare(used, from?.snapshot, to.snapshot))
    }
    const { change, reasons: all } = summarize(differences)
    const reasons = [...new Set(all)]
    if (change === 'breaking') return { is: 'lost', reasons }
    const doc = moveCards(snapshot.flow.doc, uses, to, specs)
    const helpers = snapshot.helpers.map(each => ({ ...each, doc: moveCards(each.doc, uses, to, specs) }))
    const { ready, blockers } = await readinessOf(context, { ...flow, doc }, helpers)
    if (ready === null) return { is: 'lost', reasons: [blockersAsText(blockers)] }
    const docs = { flow: doc, helpers: helpers.map(each => each.doc) }
    const event = uses.find(({ of }) => of === 'event')
    if (event === undefined)
      return { is: 'movable', ...docs, reasons, terms: null, isCompatible: true, keepsKeys: true }
    const from = await versionOf(event.use.versionId)
    return {
      is: 'movable',
      ...docs,
      reasons,
      terms: termsOf(context, ready),
      isCompatible: change === 'compatible',
      keepsKeys: from !== null && hasSameKeys(specs, from, to, ready.use.eventFlowId)
    }
  }

  const sharesUrl = memoize((eventFlowId: Id) =>
    memoize((versionId: Id) =>
      versionOf(versionId).then(to => to !== null && hasOneUrlPerConnection(specs, to.snapshot, eventFlowId))
    )
  )

  /** Returns a cache key for a flow's moved documents. It covers everything that the move depends on. */
  const keyOf = async (
    { subscription: { terms }, flow, snapshot }: RunningFlow,
    { uses, to }: Behind
  ): Promise<string> => {
    const ofEvent = uses.some(({ of }) => of === 'event') ? to.id : terms.versionId
    return JSON.stringify([
      ...[to.id, terms.eventFlowId, flow.ownerId, flow.name === null],
      (await sharesUrl(terms.eventFlowId)(ofEvent)) ? flow.id : null,
      snapshot.flow.doc,
      ...snapshot.helpers.map(({ id, doc }) => [id, doc])
    ])
  }

  const prepare = async (running: RunningFlow, behind: Behind): Promise<PreparedUpgrade | null> => {
    const { subscription, flow, snapshot } = running
    const to = await versionOf(behind.to.id)
    if (to === null) return null
    const key = await keyOf(running, behind)
    const moving = moved.get(key) ?? move(running, behind, to)
    moved.set(key, moving)
    const docs = await moving
    const prepared = (
      does: Upgrade['does'],
      terms: PreparedUpgrade['terms'],
      after: RevisionSnapshot
    ): PreparedUpgrade => ({
      upgrade: {
        flowId: flow.id,
        flowName: flow.name,
        connectorId: to.version.connectorId,
        connectorName: to.snapshot.name,
        from: behind.from,
        to: to.version.number,
        does,
        reasons: docs.reasons
      },
      ...{ subscription, before: snapshot, snapshot: after, uses: behind.uses, to, terms }
    })
    if (docs.is === 'lost') return prepared('lost', null, snapshot)
    const after: RevisionSnapshot = {
      ...snapshot,
      flow: { ...snapshot.flow, doc: docs.flow },
      helpers: snapshot.helpers.map((each, place) => ({ ...each, doc: docs.helpers[place] ?? each.doc }))
    }
    if (docs.terms === null) return prepared('in-place', subscription.terms, after)
    // The service knows these terms, so a change of them needs a new registration.
    const registeredParts = ({ options, registration, deregistration }: typeof docs.terms) => ({
      ...{ options, registration, deregistration }
    })
    const isRegistered = !hasNoRegistration(docs.terms) || !hasNoRegistration(subscription.terms)
    const isSame =
      docs.keepsKeys &&
      (!isRegistered ||
        (docs.isCompatible && sameJson(registeredParts(docs.terms), registeredParts(subscription.terms))))
    return prepared(isSame ? 'in-place' : 're-register', docs.terms, after)
  }

  return async (running, connectorId) => {
    const found: PreparedUpgrade[] = []
    for (const behind of (await behindOf(running, connectorId)).values()) {
      const prepared = await prepare(running, behind)
      if (prepared !== null) found.push(prepared)
    }
    return found
  }
}
