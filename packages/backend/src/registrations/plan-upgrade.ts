import { deployedKeyOf, eventFactsOf, eventUsageOf, moveEventCard } from '@hookwright/engine'
import {
  changeOfEvent,
  type EventFacts,
  type Flow,
  type Id,
  type RevisionSnapshot,
  type Subscription,
  type SubscriptionTerms,
  sameJson,
  startCardOf,
  type Version
} from '@hookwright/model'
import type { RunningFlow } from '@hookwright/store'
import { memoize } from '../kernel/memoize.ts'
import type { LoadedRevision } from '../revisions/loaded-revisions.ts'
import { receivingOf } from '../revisions/receiving-of.ts'
import { termsOf } from './freeze.ts'
import { blockersAsText, hasOneUrlPerConnection, readinessOf } from './readiness.ts'
import type { RegistrationContext } from './registration-context.ts'

/** Consequences of moving a flow that is on to the deployed version of its connector. */
export interface Upgrade {
  flowId: Id
  flowName: string | null
  connectorId: Id
  connectorName: string
  from: number
  to: number
  /** Effect of an upgrade on a flow; `lost` flows would stop working and are left unchanged. */
  does: 're-register' | 'in-place' | 'lost'
  /** Each difference as a sentence, the gravest first. */
  reasons: string[]
}

/** An upgrade with all that carrying it out takes. */
export interface PreparedUpgrade {
  upgrade: Upgrade
  subscription: Subscription
  snapshot: RevisionSnapshot
  /** Null for one that is `lost`. */
  terms: Omit<SubscriptionTerms, 'revisionId'> | null
}

/** Prepares the upgrade of one flow; null where there is nothing newer for it. */
export type UpgradePlanner = (running: RunningFlow) => Promise<PreparedUpgrade | null>

/** The result of moving a document to the deployed version, the same for all flows with this document. */
type MovedDocument =
  | { is: 'lost'; doc: Flow; reasons: string[] }
  | {
      is: 'movable'
      doc: Flow
      reasons: string[]
      terms: Omit<SubscriptionTerms, 'revisionId'>
      /** True where nothing but the terms could make registering again necessary. */
      isCompatible: boolean
    }

/** Moves the event card of a flow to another version: removed options are dropped, new ones get their first value. */
export const movedTo = (doc: Flow, { version, events }: LoadedRevision, eventFlowId: Id): Flow => {
  const start = startCardOf(doc)
  const event = events.get(deployedKeyOf(version.id, eventFlowId))
  if (start === undefined || event === undefined) return doc
  return { ...doc, cards: { ...doc.cards, [start.id]: moveEventCard(start, version.id, event) } }
}

/** A desk that looks each version, connector and connection up once. */
const memoized = (desk: RegistrationContext): RegistrationContext => {
  const { store } = desk
  return {
    ...desk,
    store: {
      ...store,
      versions: { ...store.versions, about: memoize(id => store.versions.about(id)) },
      connectors: { ...store.connectors, find: memoize(id => store.connectors.find(id)) },
      connections: { ...store.connections, find: memoize(id => store.connections.find(id)) }
    }
  }
}

/**
 * Plans upgrades of any number of flows, as things stand when it is made: each version is loaded once, and flows with the
 * same document share one look at it. For one list, since it notices no change.
 */
export const createUpgradePlanner = (given: RegistrationContext): UpgradePlanner => {
  const desk = memoized(given)
  const { store, specs } = desk
  const versionOf = memoize(
    (id: Id): Promise<LoadedRevision | null> => desk.reaches.version(id).catch(() => null)
  )
  const facts = new Map<string, EventFacts | null>()
  const moved = new Map<string, Promise<MovedDocument>>()
  let offered: Promise<Map<Id, Version>> | null = null

  const offeredBy = async (connectorId: Id): Promise<Version | undefined> => {
    offered ??= store.versions
      .offered()
      .then(versions => new Map(versions.map(version => [version.connectorId, version])))
    return (await offered).get(connectorId)
  }

  const factsOf = ({ version, snapshot }: LoadedRevision, eventFlowId: Id): EventFacts | null => {
    const key = deployedKeyOf(version.id, eventFlowId)
    const known = facts.get(key)
    if (known !== undefined) return known
    const found = eventFactsOf(snapshot, eventFlowId, specs)
    facts.set(key, found)
    return found
  }

  /** True where what the event proves itself by, and how it is asked, is the same in both versions. */
  const hasSameKeys = (from: LoadedRevision, to: LoadedRevision, eventFlowId: Id): boolean => {
    const [before, after] = [from, to].map(({ snapshot }) => {
      const { verify, handshake } = receivingOf(specs, snapshot, eventFlowId)
      return { verify, handshake }
    })
    return sameJson(before, after)
  }

  const move = async (
    { subscription: { terms }, flow, snapshot }: RunningFlow,
    from: LoadedRevision,
    to: LoadedRevision
  ): Promise<MovedDocument> => {
    const { eventFlowId } = terms
    const runs = snapshot.flow.doc
    const doc = movedTo(runs, to, eventFlowId)
    const start = startCardOf(runs)
    const use = start && specs.get(start.type)?.listens(start.config)
    const before = factsOf(from, eventFlowId)
    const after = factsOf(to, eventFlowId)
    if (!start || !use || before === null || after === null)
      return { is: 'lost', doc, reasons: ['The event is not in this version.'] }
    const { change, reasons } = changeOfEvent(before, after, eventUsageOf(runs, start, use))
    if (change === 'breaking') return { is: 'lost', doc, reasons }
    const { ready, blockers } = await readinessOf(desk, { ...flow, doc })
    if (ready === null) return { is: 'lost', doc, reasons: [blockersAsText(blockers)] }
    const isCompatible = change === 'compatible' && hasSameKeys(from, to, eventFlowId)
    return { is: 'movable', doc, reasons, terms: termsOf(desk, ready), isCompatible }
  }

  const sharesUrl = memoize((eventFlowId: Id) =>
    memoize((versionId: Id) =>
      versionOf(versionId).then(to => to !== null && hasOneUrlPerConnection(specs, to.snapshot, eventFlowId))
    )
  )

  /** Returns a cache key of everything that the move of a document depends on. */
  const keyOf = async (
    { subscription: { terms }, flow, snapshot }: RunningFlow,
    to: LoadedRevision
  ): Promise<string> =>
    JSON.stringify([
      ...[terms.versionId, to.version.id, terms.eventFlowId, flow.ownerId, flow.name === null],
      (await sharesUrl(terms.eventFlowId)(to.version.id)) ? flow.id : null,
      snapshot.flow.doc
    ])

  return async running => {
    const { subscription, flow, snapshot } = running
    const { terms } = subscription
    const newer = await offeredBy(terms.connectorId)
    if (newer === undefined || newer.id === terms.versionId) return null
    const from = await versionOf(terms.versionId)
    const to = await versionOf(newer.id)
    if (from === null || to === null || newer.number <= from.version.number) return null
    const key = await keyOf(running, to)
    const moving = moved.get(key) ?? move(running, from, to)
    moved.set(key, moving)
    const document = await moving
    const prepared = (does: Upgrade['does'], next: PreparedUpgrade['terms']): PreparedUpgrade => ({
      upgrade: {
        flowId: flow.id,
        flowName: flow.name,
        connectorId: terms.connectorId,
        connectorName: to.snapshot.name,
        from: from.version.number,
        to: to.version.number,
        does,
        reasons: document.reasons
      },
      subscription,
      snapshot: { ...snapshot, flow: { ...snapshot.flow, doc: document.doc } },
      terms: next
    })
    if (document.is === 'lost') return prepared('lost', null)
    // A service has to be told of what it was told otherwise before.
    const toldIn = ({ options, registration, deregistration }: typeof document.terms) => ({
      ...{ options, registration, deregistration }
    })
    const isSame = document.isCompatible && sameJson(toldIn(document.terms), toldIn(terms))
    return prepared(isSame ? 'in-place' : 're-register', document.terms)
  }
}
