import { and, between, desc, eq, isNull, sql } from 'drizzle-orm'
import { deliveries, flows, runs, subscriptions } from '../schema/schema.ts'
import type { Database } from '../statements/database.ts'
import { prepareOnce } from '../statements/prepare-once.ts'
import { all } from '../statements/steps.ts'
import type { FoundById, IdSearch } from '../store.ts'

/** Maximum number of ids read per prefix, so that a short prefix costs no more than a long one. */
const MOST_SCANNED = 200

const { placeholder } = sql

const isOwned = sql`(cast(${placeholder('owner')} as text) is null or ${flows.ownerId} = ${placeholder('owner')})`

/** Creates the search for ids, by range scans of their unique indexes. */
export const createIdSearch = ({ tables, read }: Database): IdSearch => {
  const selectDeliveries = prepareOnce(() => {
    const d = tables
      .select({
        ...{ uid: deliveries.uid, subscription: deliveries.subscription },
        ...{ at: deliveries.receivedAt, status: deliveries.status }
      })
      .from(deliveries)
      .where(between(deliveries.uid, placeholder('from'), placeholder('to')))
      .orderBy(desc(deliveries.uid))
      .limit(MOST_SCANNED)
      .as('d')
    return tables
      .select({ id: d.uid, flowId: flows.uid, flowName: flows.name, at: d.at, status: d.status })
      .from(d)
      .innerJoin(subscriptions, eq(subscriptions.id, d.subscription))
      .innerJoin(flows, eq(flows.id, subscriptions.flow))
      .where(isOwned)
      .orderBy(desc(d.uid))
      .limit(placeholder('limit'))
      .prepare()
  })
  // A run belongs to the flow of its subscription; one without is found where a user drew its flow.
  const selectRuns = prepareOnce(() => {
    const r = tables
      .select({
        ...{ uid: runs.uid, flow: runs.flow, subscription: runs.subscription },
        ...{ at: runs.startedAt, status: runs.status }
      })
      .from(runs)
      .where(between(runs.uid, placeholder('from'), placeholder('to')))
      .orderBy(desc(runs.uid))
      .limit(MOST_SCANNED)
      .as('r')
    return tables
      .select({ id: r.uid, flowId: flows.uid, flowName: flows.name, at: r.at, status: r.status })
      .from(r)
      .leftJoin(subscriptions, eq(subscriptions.id, r.subscription))
      .innerJoin(flows, sql`${flows.id} = coalesce(${subscriptions.flow}, ${r.flow})`)
      .where(and(isNull(flows.connector), isOwned))
      .orderBy(desc(r.uid))
      .limit(placeholder('limit'))
      .prepare()
  })
  return {
    find: ({ digits, ownerId, limit }) =>
      read(function* () {
        const params = {
          from: Buffer.from(digits.padEnd(32, '0'), 'hex'),
          to: Buffer.from(digits.padEnd(32, 'f'), 'hex'),
          owner: ownerId,
          limit
        }
        const ofDeliveries = yield* all(selectDeliveries(), params)
        const ofRuns = yield* all(selectRuns(), params)
        return [
          ...ofDeliveries.map((row): FoundById => ({ is: 'delivery', ...row })),
          ...ofRuns.map((row): FoundById => ({ is: 'run', ...row }))
        ]
      })
  }
}
