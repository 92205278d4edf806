import type { DeliveryStatus, RunStatus } from '@hookwright/model'
import { sql } from 'drizzle-orm'
import { idOfBlob } from '../schema/uid.ts'
import type { Database } from '../statements/database.ts'
import { rawRows } from '../statements/steps.ts'
import type { FoundById, IdSearch } from '../store.ts'

/** Maximum number of ids read per prefix, so that a short prefix costs no more than a long one. */
const MOST_LOOKED = 200

interface Row<Status> {
  uid: Buffer
  flow: Buffer
  name: string | null
  at: number
  status: Status
}

const foundOf = ({
  uid,
  flow,
  name,
  at
}: Row<unknown>): Pick<FoundById, 'id' | 'flowId' | 'flowName' | 'at'> => ({
  id: idOfBlob(uid),
  flowId: idOfBlob(flow),
  flowName: name,
  at
})

/** Creates the search for ids, in ranges of their unique indexes. */
export const createIdSearch = ({ tables, read }: Database): IdSearch => ({
  find: ({ digits, ownerId, limit }) =>
    read(function* () {
      const from = Buffer.from(digits.padEnd(32, '0'), 'hex')
      const to = Buffer.from(digits.padEnd(32, 'f'), 'hex')
      const isOwned = ownerId === null ? sql`1 = 1` : sql`f.owner_id = ${ownerId}`
      const deliveries = yield* rawRows<Row<DeliveryStatus['is']>>(
        tables,
        sql`select d.uid, f.uid as flow, f.name, d.received_at as at, d.status
          from (select uid, subscription, received_at, status from deliveries
            where uid between ${from} and ${to} order by uid desc limit ${MOST_LOOKED}) d
          join subscriptions s on s.id = d.subscription join flows f on f.id = s.flow
          where ${isOwned} order by d.uid desc limit ${limit}`
      )
      // A run belongs to the flow of its subscription; one without is found where a user drew its flow.
      const runs = yield* rawRows<Row<RunStatus['is']>>(
        tables,
        sql`select r.uid, f.uid as flow, f.name, r.started_at as at, r.status
          from (select uid, flow, subscription, started_at, status from runs
            where uid between ${from} and ${to} order by uid desc limit ${MOST_LOOKED}) r
          left join subscriptions s on s.id = r.subscription join flows f on f.id = coalesce(s.flow, r.flow)
          where f.connector is null and ${isOwned} order by r.uid desc limit ${limit}`
      )
      return [
        ...deliveries.map((row): FoundById => ({ is: 'delivery', ...foundOf(row), status: row.status })),
        ...runs.map((row): FoundById => ({ is: 'run', ...foundOf(row), status: row.status }))
      ]
    })
})
