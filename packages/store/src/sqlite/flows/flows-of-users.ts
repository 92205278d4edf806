import type { Id } from '@hookwright/model'
import { and, asc, eq, getTableColumns, inArray, isNull, or, sql } from 'drizzle-orm'
import { flows, revisions, subscriptions } from '../../schema/schema.ts'
import { blobOfId } from '../../schema/uid.ts'
import { flowOf } from '../../statements/flow-row.ts'
import type { FlowStore } from '../../store.ts'
import type { SqliteFile } from '../database/sqlite-file.ts'

/**
 * Creates the search for flows that use a connector. It takes two queries for any number of flows.
 * A draft that names the connector contains its id literally.
 */
export const createUsersOf =
  ({ list }: SqliteFile): FlowStore['usersOf'] =>
  connectorId =>
    list(reading => {
      const agreedOn = sql<Id | null>`json_extract(${subscriptions.terms}, '$.connectorId')`
      const acting = sql`(select a.subscription from connectors c cross join versions v on v.connector = c.id
        cross join subscription_actions a on a.version = v.id where c.uid = ${blobOfId(connectorId)})`
      const rows = reading
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
              and(isNull(subscriptions.id), sql`instr(${flows.doc}, ${connectorId}) > 0`)
            )
          )
        )
        .orderBy(asc(flows.id))
        .all()
      const running = new Map(
        reading
          .select({ id: revisions.uid, snapshot: revisions.snapshot })
          .from(revisions)
          .where(
            inArray(
              revisions.uid,
              rows.flatMap(({ revisionId }) => revisionId ?? [])
            )
          )
          .all()
          .map(({ id, snapshot }) => [id, snapshot])
      )
      return rows.map(({ revisionId, ...flow }) => ({
        flow: flowOf({ ...flow, connectorId: null }),
        running: (revisionId === null ? undefined : running.get(revisionId)) ?? null
      }))
    })
