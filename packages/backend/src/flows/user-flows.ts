import { type CardGroup, kindOf, problemsOf, type Surroundings } from '@hookwright/engine'
import {
  type Connection,
  cardOf,
  Fault,
  type Flow,
  type FlowKind,
  type FlowSignature,
  type Id,
  type Millis,
  type Pending,
  type RunStatus,
  type Subscription,
  startCardOf,
  type WhyLine
} from '@hookwright/model'
import type { FlowRow } from '@hookwright/store'
import { type DeployedEvent, deployedEventsOf, type Events } from '../connectors/events.ts'
import { type EventTold, eventOf } from '../deliveries/about.ts'
import { once } from '../once.ts'
import type { Desk } from '../subscriptions/desk.ts'
import { draftOf } from '../subscriptions/drafts.ts'
import { pendingOf } from '../subscriptions/pending.ts'
import { successorOf } from '../subscriptions/progress.ts'
import { noEvents, surroundingsOfUser } from './reach.ts'
import { whyOf } from './why.ts'

/** So many, or more than could be counted quickly. */
export interface Count {
  count: number
  more: boolean
}

/** A user's flow as a list shows it, without its document. */
export interface UserFlowSummary {
  id: Id
  name: string | null
  description: string
  ownerId: string
  createdAt: Millis
  updatedAt: Millis
  kind: FlowKind | null
  /** The event that it starts with, as drafted. */
  event: EventTold | null
  /** The first cards of its strip, and how many there are. */
  cards: { title: string; group: CardGroup }[]
  cardCount: number
  /** How much is still to fix. */
  problems: number
  /** The one by which it stands. */
  subscription: Subscription | null
  /** The one that is to take its place, or that came to nothing since. */
  successor: Subscription | null
  openCleanup: number
  /** How the draft differs from what runs. */
  pending: Pending['is']
  deliveries: Count
  runs: Count
  lastRun: { id: Id; status: RunStatus; at: Millis } | null
  /** When its newest delivery came, where that was refused; else null. */
  refusedAt: Millis | null
}

/** A user's flow to draw on, with what it may refer to outside itself. */
export interface OpenUserFlow {
  flow: FlowRow
  connectionFields: Surroundings['connectionFields']
  /** Flows of its owner that it can call, itself included. */
  signatures: FlowSignature[]
  otherNames: string[]
  /** Events that it can start with: those on offer, and the one that it is pinned to. */
  events: DeployedEvent[]
  /** Connections of its owner. */
  connections: Connection[]
  subscription: Subscription | null
  pending: Pending
}

/** Looking at users' flows. */
export interface UserFlows {
  /** Of one owner, or of all for null; oldest first. */
  summaries: (ownerId: string | null) => Promise<UserFlowSummary[]>
  /** How much came of a flow; nothing of one that is gone. */
  tally: (id: Id) => Promise<{ deliveries: Count; runs: Count }>
  /** Why it did not run: a line for each place that an event passes. Throws `flow.gone`. */
  why: (id: Id) => Promise<WhyLine[]>
  /** Throws `flow.gone`. */
  open: (id: Id) => Promise<OpenUserFlow>
  /** The document of the revision that runs. Throws `flow.gone`, `flow.not-on`. */
  running: (id: Id) => Promise<{ doc: Flow; revisionNumber: number }>
}

const MOST_CARDS = 6
const MOST_COUNTED = 1_000

const countOf = (counted: number): Count => ({
  count: Math.min(counted, MOST_COUNTED),
  more: counted > MOST_COUNTED
})

export const createUserFlows = (desk: Desk, events: Pick<Events, 'list'>): UserFlows => {
  const { store, specs } = desk

  const useOf = ({ doc }: FlowRow) => {
    const start = startCardOf(doc)
    return (start && specs.get(start.type)?.listens(start.config)) ?? null
  }

  return {
    summaries: async ownerId => {
      const owners =
        ownerId === null ? [...new Set((await store.flows.names(null)).map(each => each.ownerId))] : [ownerId]
      const flows = (await Promise.all(owners.map(owner => store.flows.ofOwner(owner)))).flat()
      const tallies = await store.flows.tallies(
        flows.map(({ id }) => id),
        MOST_COUNTED + 1
      )
      // Signatures are read from documents, so each is read once for all flows that see it.
      const ofOwner = once((owner: string) => {
        const neighbours = flows.filter(other => other.ownerId === owner)
        return { seen: surroundingsOfUser(neighbours, noEvents, specs) }
      })
      const eventsIn = once((versionId: Id) =>
        desk.reaches.of(versionId, null).then(
          ({ events }) => events,
          () => noEvents
        )
      )
      const summaryOf = async (flow: FlowRow): Promise<UserFlowSummary> => {
        const use = useOf(flow)
        const { seen } = ofOwner(flow.ownerId)
        const surroundings = use === null ? seen : { ...seen, events: await eventsIn(use.versionId) }
        const subscription = await store.subscriptions.currentOf(flow.id)
        const wanted = subscription?.wanted === true ? subscription : null
        const tally = tallies.get(flow.id)
        const known = flow.doc.strip.flatMap(id => specs.get(cardOf(flow.doc, id)?.type ?? '') ?? [])
        return {
          id: flow.id,
          name: flow.name,
          description: flow.description,
          ownerId: flow.ownerId,
          createdAt: flow.createdAt,
          updatedAt: flow.updatedAt,
          kind: kindOf(flow.doc, specs),
          event: use === null ? null : await eventOf(desk.reaches, use),
          cards: known.slice(0, MOST_CARDS).map(({ title, group }) => ({ title, group })),
          cardCount: flow.doc.strip.length,
          problems: problemsOf(flow.doc, specs, surroundings).length,
          subscription,
          successor: subscription && (await successorOf(desk, subscription)),
          openCleanup: await store.cleanup.countOpen(flow.id),
          pending: (await pendingOf(desk, { flow, wanted })).is,
          deliveries: countOf(tally?.deliveries ?? 0),
          runs: countOf(tally?.runs ?? 0),
          lastRun: tally?.lastRun
            ? { id: tally.lastRun.id, status: tally.lastRun.status, at: tally.lastRun.startedAt }
            : null,
          refusedAt: tally?.refusedAt ?? null
        }
      }
      return Promise.all(flows.map(summaryOf))
    },

    tally: async id => {
      const tally = (await store.flows.tallies([id], MOST_COUNTED + 1)).get(id)
      return { deliveries: countOf(tally?.deliveries ?? 0), runs: countOf(tally?.runs ?? 0) }
    },

    running: async id => {
      await draftOf(desk, id)
      const terms = (await store.subscriptions.wantedOf(id))?.terms
      const reach = terms && (await desk.reaches.of(terms.versionId, terms.revisionId))
      if (!reach?.revision) throw new Fault('flow.not-on')
      return { doc: reach.revision.flow.doc, revisionNumber: reach.revisionNumber }
    },

    why: id => whyOf(desk, id),

    open: async id => {
      const flow = await draftOf(desk, id)
      const use = useOf(flow)
      const neighbours = await store.flows.ofOwner(flow.ownerId)
      const offered = await events.list()
      const pinned = use === null ? null : await desk.reaches.of(use.versionId, null).catch(() => null)
      const isOffered = (event: DeployedEvent): boolean =>
        offered.some(other => other.versionId === event.versionId && other.eventFlowId === event.eventFlowId)
      const own = pinned === null ? [] : deployedEventsOf(pinned, specs)
      const subscription = await store.subscriptions.currentOf(id)
      const wanted = subscription?.wanted === true ? subscription : null
      const { connectionFields, flows } = surroundingsOfUser(neighbours, noEvents, specs)
      return {
        flow,
        connectionFields,
        signatures: [...flows.values()],
        otherNames: neighbours.flatMap(({ id: other, name }) =>
          other === id || name === null ? [] : [name]
        ),
        events: [
          ...offered,
          ...own.filter(event => event.eventFlowId === use?.eventFlowId && !isOffered(event))
        ],
        connections: (await store.connections.list({ purpose: 'user' })).filter(
          connection => connection.ownerId === flow.ownerId
        ),
        subscription,
        pending: await pendingOf(desk, { flow, wanted })
      }
    }
  }
}
