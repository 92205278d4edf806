import { type CardGroup, type Catalog, kindOf } from '@hookwright/engine'
import {
  type Connection,
  cardOf,
  Fault,
  type Flow,
  type FlowKind,
  type FlowSignature,
  type Id,
  isBlankFlow,
  type Millis,
  type Pending,
  type RunStatus,
  type Schedule,
  type Subscription,
  startCardOf,
  type WhyCheck
} from '@hookwright/model'
import type { FlowActivity, FlowRow, ListedUserFlow, UserFlowFilter } from '@hookwright/store'
import { usableConnections } from '../connectors/connection-uses.ts'
import { createDraftStates, eventUseOf } from '../flows/draft-states.ts'
import { yieldToEventLoop } from '../kernel/yield-to-event-loop.ts'
import { pendingOf } from '../registrations/pending.ts'
import { succeeds } from '../registrations/progress.ts'
import type { RegistrationContext } from '../registrations/registration-context.ts'
import { actionUsesOf, nothingDeployed } from '../revisions/deployed-of.ts'
import { draftOf } from '../revisions/drafts.ts'
import { catalogOfUser } from '../revisions/prepare-version.ts'
import { type EventSummary, eventOf } from './about.ts'
import { type DeployedAction, deployedActionOf } from './actions.ts'
import { type DeployedEvent, deployedEventsOf, type Events } from './events.ts'
import { whyOf } from './why.ts'

/** Number of rows. If `more` is true, there are more rows, but counting stopped to stay fast. */
export interface Count {
  count: number
  more: boolean
}

/** User's flow in a list, without its document. */
export interface UserFlowSummary {
  id: Id
  name: string | null
  description: string
  ownerId: string
  createdAt: Millis
  updatedAt: Millis
  kind: FlowKind | null
  /** Event that starts the draft. */
  event: EventSummary | null
  /** Schedule that starts the draft; `null` without a valid schedule. */
  schedule: Schedule | null
  /**
   * First cards of the flow, with the connectors of the events and actions they run. A card without its own
   * title has the title of its event or action.
   */
  cards: { type: string; title: string; group: CardGroup; connectorId: Id | null }[]
  cardCount: number
  /** Number of unresolved problems. */
  problems: number
  /** Current subscription of the flow. */
  subscription: Subscription | null
  /** Subscription that is meant to replace the current one: its registration is in progress or has failed. */
  successor: Subscription | null
  openCleanup: number
  /** State of the draft compared with the running revision, such as `in-place` or `re-register`. */
  pending: Pending['is']
  deliveries: Count
  runs: Count
  lastRun: { id: Id; status: RunStatus; at: Millis } | null
  /** Time of the newest delivery if it was refused; `null` otherwise. */
  refusedAt: Millis | null
}

/** User's flow for editing, with its catalog. */
export interface OpenUserFlow {
  flow: FlowRow
  connectionFields: Catalog['connectionFields']
  /** Signatures of the owner's flows that it can call, including itself. */
  signatures: FlowSignature[]
  otherNames: string[]
  /** Events that the flow can start with: those on offer, and the pinned event. */
  events: DeployedEvent[]
  /** Actions that the flow's cards run. */
  actions: DeployedAction[]
  /** Connections that the flow's owner may use. */
  connections: Connection[]
  subscription: Subscription | null
  pending: Pending
}

/** Page of the list of users' flows. */
export interface UserFlowSummaries {
  rows: UserFlowSummary[]
  next: string | null
}

/** Totals of users' flows. */
export interface UserFlowsOverview {
  flows: number
  on: number
  /** Number of flows whose last run failed or is on hold. */
  failing: number
  openCleanup: number
  deliveries: Count
}

/** Queries on users' flows. */
export interface UserFlows {
  /**
   * Returns a page of the list, with the `after` cursor of the next page. The cursor is `null` on the last
   * page.
   */
  page: (filter: Omit<UserFlowFilter, 'flowId' | 'most'>) => Promise<UserFlowSummaries>
  /**
   * Returns the list entry of a flow. With an `ownerId`, the flow must belong to that owner. Throws
   * `flow.gone`.
   */
  summary: (ownerId: string | null, flowId: Id) => Promise<UserFlowSummary>
  /** Returns the totals of one owner's flows, or of all flows for null. */
  overview: (ownerId: string | null) => Promise<UserFlowsOverview>
  /**
   * Returns the number of runs per hour in the last 24 hours. Covers these flows, or the busiest flows if
   * `flowIds` is `null`.
   */
  activity: (ownerId: string | null, flowIds: Id[] | null) => Promise<{ from: Millis; rows: FlowActivity[] }>
  /** Counts the deliveries and runs of a flow. Zero for an unknown flow. */
  tally: (id: Id) => Promise<{ deliveries: Count; runs: Count }>
  /**
   * Returns the checks that explain why a flow did not run, one for each stage of an event. Throws
   * `flow.gone`.
   */
  why: (id: Id) => Promise<WhyCheck[]>
  /** Returns a user's flow for editing. Throws `flow.gone`. */
  open: (id: Id) => Promise<OpenUserFlow>
  /** Returns the document of the running revision. Throws `flow.gone`, `flow.not-on`. */
  running: (id: Id) => Promise<{ doc: Flow; revisionNumber: number }>
}

/** Maximum number of cards in a summary. A row of the list shows no more. */
const MOST_CARDS = 4
const MOST_BUSIEST = 10
const MOST_COUNTED = 1_000
const MOST_DELIVERIES = 10_000

/** Maximum number of flows to examine for one page of flows that need attention. */
const MOST_LOOKED_AT = 200

const countOf = (counted: number): Count => ({
  count: Math.min(counted, MOST_COUNTED),
  more: counted > MOST_COUNTED
})

export const createUserFlows = (context: RegistrationContext, events: Pick<Events, 'list'>): UserFlows => {
  const { store, specs } = context

  const stateOf = createDraftStates(context)
  const useOf = (flow: FlowRow) => eventUseOf(specs, flow)

  const summaryOf = async (listed: ListedUserFlow): Promise<UserFlowSummary> => {
    const { flow, subscription, newest, openCleanup, tally } = listed
    const use = useOf(flow)
    const start = startCardOf(flow.doc)
    const known = flow.doc.strip.flatMap(id => {
      const card = cardOf(flow.doc, id)
      const spec = card && specs.get(card.type)
      return card === undefined || spec === undefined ? [] : [{ card, spec }]
    })
    const cards = known.slice(0, MOST_CARDS).map(async ({ card, spec }) => {
      const { type, group } = spec
      const [event, action] = [spec.listens(card.config), spec.acts(card.config)]
      const use = event ?? action
      const flowId = event?.eventFlowId ?? action?.actionFlowId
      // A card with a title of its own needs no version, which may have to be read.
      const loadedRevision =
        card.title !== undefined || use === null
          ? null
          : await context.loadedRevisions.of(use.versionId, null).catch(() => null)
      const named = loadedRevision?.snapshot.flows.find(({ id }) => id === flowId)?.name
      const title = card.title ?? named ?? spec.title
      return { type, title, group, connectorId: use?.connectorId ?? null }
    })
    const { lastRun } = tally
    const { problems, pending } = await stateOf(flow, subscription?.wanted === true ? subscription : null)
    return {
      id: flow.id,
      name: flow.name,
      description: flow.description,
      ownerId: flow.ownerId,
      createdAt: flow.createdAt,
      updatedAt: flow.updatedAt,
      kind: kindOf(flow.doc, specs),
      event: use === null ? null : await eventOf(context.loadedRevisions, use),
      schedule: (start && specs.get(start.type)?.schedule(start.config)) ?? null,
      cards: await Promise.all(cards),
      cardCount: flow.doc.strip.length,
      problems,
      subscription,
      successor: subscription && newest && succeeds(subscription, newest) ? newest : null,
      openCleanup,
      pending,
      deliveries: countOf(tally.deliveries),
      runs: countOf(tally.runs),
      lastRun: lastRun && { id: lastRun.id, status: lastRun.status, at: lastRun.startedAt },
      refusedAt: tally.refusedAt
    }
  }

  /** Returns the actions that cards of a flow run. Actions of missing versions are omitted. */
  const actionsOf = async (doc: Flow): Promise<DeployedAction[]> => {
    const found = actionUsesOf([doc], specs).map(async ({ versionId, actionFlowId }) => {
      // Versions that were never deployed are for makers.
      if ((await store.versions.about(versionId))?.deployedAt == null) return []
      const version = await context.loadedRevisions.version(versionId).catch(() => null)
      return version === null ? [] : (deployedActionOf(version, actionFlowId) ?? [])
    })
    return (await Promise.all(found)).flat()
  }

  return {
    page: async filter => {
      const rows: UserFlowSummary[] = []
      let { after } = filter
      // What was only changed since is looked at closely, of so many flows for one page and no more.
      for (let looked = 0; ; ) {
        const asked = { ...filter, limit: filter.limit - rows.length, most: MOST_COUNTED + 1 }
        const found = await store.flows.listUsers({ ...asked, ...(after !== undefined && { after }) })
        for (const listed of found.rows) {
          looked++
          // “New flow” was pressed, and nothing drawn since: a row that nobody would look for.
          if (isBlankFlow(listed.flow)) continue
          const summary = await summaryOf(listed)
          if (!listed.isOnlyChanged || summary.pending === 're-register') rows.push(summary)
          await yieldToEventLoop(context.effects)
        }
        if (found.next === null) return { rows, next: null }
        if (rows.length >= filter.limit || looked >= MOST_LOOKED_AT) return { rows, next: found.next }
        after = found.next
      }
    },

    summary: async (ownerId, flowId) => {
      const filter = { ownerId, flowId, by: 'name', limit: 1, most: MOST_COUNTED + 1 } as const
      const [listed] = (await store.flows.listUsers(filter)).rows
      if (listed === undefined) throw new Fault('flow.gone')
      return summaryOf(listed)
    },

    overview: async ownerId => {
      const { deliveries, ...counts } = await store.flows.countUsers({ ownerId, most: MOST_DELIVERIES + 1 })
      return {
        ...counts,
        deliveries: { count: Math.min(deliveries, MOST_DELIVERIES), more: deliveries > MOST_DELIVERIES }
      }
    },

    activity: (ownerId, flowIds) =>
      store.flows.activity({
        ...{ ownerId, flowIds, until: context.effects.clock() },
        limit: flowIds === null ? MOST_BUSIEST : flowIds.length
      }),

    tally: async id => {
      const tally = (await store.flows.tallies([id], MOST_COUNTED + 1)).get(id)
      return { deliveries: countOf(tally?.deliveries ?? 0), runs: countOf(tally?.runs ?? 0) }
    },

    running: async id => {
      await draftOf(context, id)
      const terms = (await store.subscriptions.wantedOf(id))?.terms
      const loadedRevision = terms && (await context.loadedRevisions.of(terms.versionId, terms.revisionId))
      if (!loadedRevision?.revision) throw new Fault('flow.not-on')
      return { doc: loadedRevision.revision.flow.doc, revisionNumber: loadedRevision.revisionNumber }
    },

    why: id => whyOf(context, id),

    open: async id => {
      const flow = await draftOf(context, id)
      const use = useOf(flow)
      const neighbours = await store.flows.ofOwner(flow.ownerId)
      const offered = await events.list()
      const pinned =
        use === null ? null : await context.loadedRevisions.of(use.versionId, null).catch(() => null)
      const isOffered = (event: DeployedEvent): boolean =>
        offered.some(other => other.versionId === event.versionId && other.eventFlowId === event.eventFlowId)
      const own = pinned === null ? [] : deployedEventsOf(pinned, specs)
      const subscription = await store.subscriptions.currentOf(id)
      const wanted = subscription?.wanted === true ? subscription : null
      const { connectionFields, flows } = catalogOfUser(neighbours, nothingDeployed, specs)
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
        actions: await actionsOf(flow.doc),
        connections: await usableConnections(context, {}, flow.ownerId),
        subscription,
        pending: await pendingOf(context, { flow, wanted })
      }
    }
  }
}
