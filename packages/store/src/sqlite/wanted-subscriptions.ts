import { and, count, desc, eq, inArray, ne, type SQL, sql } from 'drizzle-orm'
import type { SubscriptionStore } from '../store.ts'
import { flows, subscriptions } from './schema.ts'
import type { SqliteFile } from './sqlite-file.ts'
import { selectSubscriptions, subscriptionRowOf } from './subscription-row.ts'

type WantedReads = Pick<
  SubscriptionStore,
  'newest' | 'countWanted' | 'versionsWanted' | 'countOnVersions' | 'onVersions' | 'movedFrom'
>

/** Members of the terms, as the index `subscriptions_terms` has them. */
const term = {
  connectorId: sql<string>`${subscriptions.terms} ->> '$.connectorId'`,
  versionId: sql<string>`${subscriptions.terms} ->> '$.versionId'`,
  publicUrl: sql<string>`${subscriptions.terms} ->> '$.publicUrl'`
}

/** Written as in the index, which is used for nothing else. */
const isWanted = sql`${subscriptions.wanted} = 1`

const isOn = inArray(subscriptions.status, ['on', 'paused'])

const isOf = (ownerId: string | null): SQL | undefined =>
  ownerId === null ? undefined : eq(flows.ownerId, ownerId)

/** Questions about wanted subscriptions that read no more rows than they give. */
export const wantedSubscriptions = ({ list }: SqliteFile): WantedReads => ({
  newest: () =>
    list(reading => {
      const row = selectSubscriptions(reading).orderBy(desc(subscriptions.id)).limit(1).get()
      return row === undefined ? null : subscriptionRowOf(row)
    }),
  countWanted: connectorId =>
    list(
      reading =>
        reading
          .select({ of: count() })
          .from(subscriptions)
          .where(and(isWanted, eq(term.connectorId, connectorId)))
          .get()?.of ?? 0
    ),
  versionsWanted: () =>
    list(reading =>
      reading
        .selectDistinct({ connectorId: term.connectorId, versionId: term.versionId })
        .from(subscriptions)
        .where(isWanted)
        .all()
    ),
  countOnVersions: (versions, ownerId) =>
    list(reading =>
      versions.flatMap(({ connectorId, versionId }) => {
        const found = reading
          .select({ of: count() })
          .from(subscriptions)
          .innerJoin(flows, eq(subscriptions.flow, flows.id))
          .where(
            and(
              isWanted,
              eq(term.connectorId, connectorId),
              eq(term.versionId, versionId),
              isOn,
              isOf(ownerId)
            )
          )
          .get()
        return found === undefined || found.of === 0 ? [] : [{ connectorId, versionId, flows: found.of }]
      })
    ),
  onVersions: (versions, { ownerId, limit }) =>
    list(reading =>
      versions
        .flatMap(({ connectorId, versionId }) =>
          selectSubscriptions(reading)
            .where(
              and(
                isWanted,
                eq(term.connectorId, connectorId),
                eq(term.versionId, versionId),
                isOn,
                isOf(ownerId)
              )
            )
            .orderBy(desc(subscriptions.id))
            .limit(limit)
            .all()
        )
        .toSorted((one, other) => other.id - one.id)
        .slice(0, limit)
        .map(subscriptionRowOf)
    ),
  movedFrom: (publicUrl, ownerId) =>
    list(reading =>
      reading
        .select({
          flowId: flows.uid,
          flowName: flows.name,
          connectorId: term.connectorId,
          from: term.publicUrl,
          byHand: sql<number>`${subscriptions.terms} ->> '$.registration' is null`
        })
        .from(subscriptions)
        .innerJoin(flows, eq(subscriptions.flow, flows.id))
        .where(and(isWanted, ne(term.publicUrl, publicUrl), isOn, isOf(ownerId)))
        .orderBy(desc(subscriptions.id))
        .all()
        .map(({ byHand, ...moved }) => ({ ...moved, byHand: byHand === 1 }))
    )
})
