import type { DeliveryStatus, RunStatus } from '@hookwright/model'
import { idOfBlob } from '../schema/uid.ts'
import type { FoundById, IdSearch } from '../store.ts'
import type { SqliteFile } from './database/sqlite-file.ts'

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
export const createIdSearch = ({ db, read }: SqliteFile): IdSearch => {
  type Given = { from: Buffer; to: Buffer; most: number; owner: string | null; limit: number }
  const deliveries = db.prepare<[Given], Row<DeliveryStatus['is']>>(
    `select d.uid, f.uid as flow, f.name, d.received_at as at, d.status
     from (select uid, subscription, received_at, status from deliveries
           where uid between @from and @to order by uid desc limit @most) d
       join subscriptions s on s.id = d.subscription join flows f on f.id = s.flow
     where @owner is null or f.owner_id = @owner
     order by d.uid desc limit @limit`
  )
  // A run belongs to the flow of its subscription; one without is found where a user drew its flow.
  const runs = db.prepare<[Given], Row<RunStatus['is']>>(
    `select r.uid, f.uid as flow, f.name, r.started_at as at, r.status
     from (select uid, flow, subscription, started_at, status from runs
           where uid between @from and @to order by uid desc limit @most) r
       left join subscriptions s on s.id = r.subscription join flows f on f.id = coalesce(s.flow, r.flow)
     where f.connector is null and (@owner is null or f.owner_id = @owner)
     order by r.uid desc limit @limit`
  )
  return {
    find: ({ digits, ownerId, limit }) =>
      read(() => {
        const params: Given = {
          from: Buffer.from(digits.padEnd(32, '0'), 'hex'),
          to: Buffer.from(digits.padEnd(32, 'f'), 'hex'),
          most: MOST_LOOKED,
          owner: ownerId,
          limit
        }
        return [
          ...deliveries
            .all(params)
            .map((row): FoundById => ({ is: 'delivery', ...foundOf(row), status: row.status })),
          ...runs.all(params).map((row): FoundById => ({ is: 'run', ...foundOf(row), status: row.status }))
        ]
      })
  }
}
