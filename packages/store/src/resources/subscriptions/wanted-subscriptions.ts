import type { Id } from '@hookwright/model'
import { and, desc, eq, getTableColumns, inArray, isNull, ne, type SQL, sql } from 'drizzle-orm'
import { flows, revisions, subscriptions } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import type { Database } from '../../statements/database.ts'
import { all, get } from '../../statements/steps.ts'
import { selectSubscriptions, subscriptionOf, subscriptionRowOf } from '../../statements/subscription-row.ts'
import type { RunningFlow, SubscriptionStore } from '../../store.ts'

type WantedReads = Pick<SubscriptionStore, 'newest' | 'runningFlows' | 'movedFrom'>

/**
 * Fields of a subscription's terms as SQL expressions. They are written as in the index
 * `subscriptions_terms`, so that it is used.
 */
const term = {
  connectorId: sql<string>`${subscriptions.terms} ->> '$.connectorId'`,
  eventFlowId: sql<string>`${subscriptions.terms} ->> '$.eventFlowId'`,
  publicUrl: sql<string>`${subscriptions.terms} ->> '$.publicUrl'`
}

/** SQL condition of wanted subscriptions, the same as in the partial index, so that it is used. */
const isWanted = sql`${subscriptions.wanted} = 1`

const isOn = inArray(subscriptions.status, ['on', 'paused'])

const isOf = (ownerId: string | null): SQL | undefined =>
  ownerId === null ? undefined : eq(flows.ownerId, ownerId)

/** Selects subscriptions, each with its flow but without documents, which are large. */
const selectRunning = (reading: Tables) =>
  reading
    .select({
      subscription: getTableColumns(subscriptions),
      flow: {
        uid: flows.uid,
        ownerId: flows.ownerId,
        name: flows.name,
        description: flows.description,
        active: flows.active,
        saveAll: flows.saveAll,
        draftNo: flows.draftNo,
        createdAt: flows.createdAt,
        updatedAt: flows.updatedAt
      }
    })
    .from(flows)
    // Flows come first: by their status, all subscriptions that are on would be gone through.
    .crossJoin(subscriptions)

/** Creates the queries of wanted subscriptions. They read only the rows that they return. */
export const wantedSubscriptions = ({ list }: Pick<Database, 'list'>): WantedReads => ({
  newest: () =>
    list(function* (reading) {
      const row = yield* get(selectSubscriptions(reading).orderBy(desc(subscriptions.id)).limit(1))
      return row === undefined ? null : subscriptionRowOf(row)
    }),
  runningFlows: flowIds =>
    list(function* (reading) {
      const wanted = yield* all(
        selectRunning(reading).where(
          and(
            inArray(flows.uid, flowIds),
            isNull(flows.deletedAt),
            eq(subscriptions.flow, flows.id),
            isWanted,
            isOn
          )
        )
      )
      const snapshots = new Map(
        (yield* all(
          reading
            .select({ id: revisions.uid, snapshot: revisions.snapshot })
            .from(revisions)
            .where(
              inArray(
                revisions.uid,
                wanted.map(({ subscription }) => subscription.terms.revisionId)
              )
            )
        )).map(({ id, snapshot }) => [id, snapshot])
      )
      const running = new Map(
        wanted.flatMap(({ subscription, flow }): [Id, RunningFlow][] => {
          const snapshot = snapshots.get(subscription.terms.revisionId)
          const { uid, ...about } = flow
          const row = { ...about, id: uid, connectorId: null }
          return snapshot === undefined
            ? []
            : [[uid, { subscription: subscriptionOf({ ...subscription, flowId: uid }), flow: row, snapshot }]]
        })
      )
      return flowIds.flatMap(id => running.get(id) ?? [])
    }),
  movedFrom: (publicUrl, ownerId) =>
    list(function* (reading) {
      return (yield* all(
        reading
          .select({
            flowId: flows.uid,
            flowName: flows.name,
            connectorId: term.connectorId,
            eventFlowId: term.eventFlowId,
            from: term.publicUrl,
            byHand: sql<number>`case when ${subscriptions.terms} ->> '$.registration' is null then 1 else 0 end`
          })
          .from(subscriptions)
          .innerJoin(flows, eq(subscriptions.flow, flows.id))
          .where(and(isWanted, ne(term.publicUrl, publicUrl), isOn, isOf(ownerId)))
          .orderBy(desc(subscriptions.id))
      )).map(({ byHand, ...moved }) => ({ ...moved, byHand: byHand === 1 }))
    })
})
