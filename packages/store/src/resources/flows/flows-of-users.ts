import type { Id } from '@hookwright/model'
import { and, asc, eq, getTableColumns, inArray, isNull, like, or, sql } from 'drizzle-orm'
import { flows, revisions, subscriptions } from '../../schema/schema.ts'
import { blobOfId } from '../../schema/uid.ts'
import type { Database } from '../../statements/database.ts'
import { flowOf } from '../../statements/flow-row.ts'
import { all } from '../../statements/steps.ts'
import type { FlowStore } from '../../store.ts'

/**
 * Creates the search for flows that use a connector. It takes two queries for any number of flows. A draft
 * that names the connector contains its id as text.
 */
export const createUsersOf =
  ({ list }: Database): FlowStore['usersOf'] =>
  connectorId =>
    list(function* (reading) {
      const agreedOn = sql<Id | null>`json_extract(${subscriptions.terms}, '$.connectorId')`
      const acting = sql`(select a.subscription from connectors c cross join versions v cross join subscription_actions a
        where c.uid = ${blobOfId(connectorId)} and v.connector = c.id and a.version = v.id)`
      const rows = yield* all(
        reading
          .select({
            ...getTableColumns(flows),
            revisionId: sql<Id | null>`json_extract(${subscriptions.terms}, '$.revisionId')`
          })
          .from(flows)
          .leftJoin(subscriptions, and(eq(subscriptions.flow, flows.id), eq(subscriptions.wanted, true)))
          .where(
            and(
              isNull(flows.connector),
              isNull(flows.deletedAt),
              or(
                eq(agreedOn, connectorId),
                inArray(subscriptions.id, acting),
                and(isNull(subscriptions.id), like(flows.doc, `%${connectorId}%`))
              )
            )
          )
          .orderBy(asc(flows.id))
      )
      const running = new Map(
        (yield* all(
          reading
            .select({ id: revisions.uid, snapshot: revisions.snapshot })
            .from(revisions)
            .where(
              inArray(
                revisions.uid,
                rows.flatMap(({ revisionId }) => revisionId ?? [])
              )
            )
        )).map(({ id, snapshot }) => [id, snapshot])
      )
      return rows.map(({ revisionId, ...flow }) => ({
        flow: flowOf({ ...flow, connectorId: null }),
        running: (revisionId === null ? undefined : running.get(revisionId)) ?? null
      }))
    })
