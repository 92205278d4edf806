import { Fault, type Id, takesDeliveries } from '@hookwright/model'
import type { ClientBase } from 'pg'
import type { subscriptions } from '../../schema/schema.ts'
import { blobOfId, idOfBlob } from '../../schema/uid.ts'
import { statusColumnsOf } from '../../statements/delivery-row.ts'
import type { JobWriter, NewWork } from '../../statements/job-writer.ts'
import type { Steps } from '../../statements/steps.ts'
import type { DedupKeys, NewDelivery } from '../../store.ts'
import { query as queryOn } from '../connections.ts'
import { CALLED_RUN_RESERVATION } from '../jobs/queues.ts'
import type { PostgresTables } from '../tables.ts'
import type { WriteAll } from './hot-writes.ts'
import { insertRows, type RowToInsert } from './insert-rows.ts'
import type { RowidCaches } from './rowid-caches.ts'
import { type Keyed, takeKeys } from './take-keys.ts'

type Query = PostgresTables['query']

/** Delivery to accept, with its dedup key if it has one. */
export interface Acceptance {
  delivery: NewDelivery
  once: DedupKeys | undefined
}

/** Returns the approximate size of a delivery, in bytes. */
export const bytesOf = ({ arrival, sealedBody }: NewDelivery): number =>
  200 +
  (sealedBody?.byteLength ?? 0) +
  (arrival === null ? 0 : arrival.query.length + 100 * arrival.headers.length + arrival.body.byteLength)

interface Receiver {
  takesDeliveries: boolean
  savesAll: boolean
}

/**
 * Locks the subscriptions of deliveries, so that they cannot be turned off before the commit. Throws
 * `subscription.gone`, also if a delivery would run but another process has turned its subscription off.
 */
function* lockReceivers(
  query: Query,
  among: readonly NewDelivery[]
): Steps<(delivery: NewDelivery) => Receiver> {
  const ids = new Set(among.map(({ subscriptionId }) => subscriptionId))
  const rows = yield* query<{
    uid: Buffer
    status: (typeof subscriptions.$inferSelect)['status']
    save_all: 0 | 1
  }>(
    `select s.uid, s.status, f.save_all from subscriptions s join flows f on f.id = s.flow
     where s.uid = any($1) order by s.id for share of s`,
    [[...ids].map(blobOfId)]
  )
  const receivers = new Map(
    rows.map(({ uid, status, save_all }): [Id, Receiver] => [
      idOfBlob(uid),
      {
        takesDeliveries: status !== 'ended' && takesDeliveries({ is: status }),
        savesAll: save_all === 1
      }
    ])
  )
  const receiverOf = ({ subscriptionId, status }: NewDelivery): Receiver => {
    const receiver = receivers.get(subscriptionId)
    if (receiver === undefined || (status.is === 'accepted' && !receiver.takesDeliveries)) {
      throw new Fault('subscription.gone')
    }
    return receiver
  }
  for (const delivery of among) receiverOf(delivery)
  return receiverOf
}

const columnsOf = (delivery: NewDelivery, subscription: number): RowToInsert => {
  const { id, receivedAt, method, contentType, size, status, orderKey, verdict, redaction } = delivery
  const { status: is, why, duplicateOf } = statusColumnsOf(status)
  const isAccepted = is === 'accepted'
  return {
    uid: blobOfId(id),
    subscription,
    received_at: receivedAt,
    method,
    content_type: contentType,
    size,
    status: is,
    why,
    duplicate_of: duplicateOf === null ? null : blobOfId(duplicateOf),
    order_key: isAccepted ? orderKey : null,
    verdict: isAccepted || verdict === null ? null : JSON.stringify(verdict),
    redact_due: redaction === 'due' ? 1 : 0,
    redacted: redaction === undefined || redaction === 'due' ? null : JSON.stringify(redaction)
  }
}

function* markDuplicates(
  query: Query,
  firsts: ReadonlyMap<Id, Id>,
  rowids: ReadonlyMap<Id, number>
): Steps<void> {
  if (firsts.size === 0) return
  yield* query(
    `update deliveries set status = 'duplicate', duplicate_of = again.first, order_key = null,
       redact_due = 0, redacted = null
     from unnest(cast($1 as bigint[]), cast($2 as bytea[])) as again (id, first) where deliveries.id = again.id`,
    [[...firsts.keys()].map(id => rowids.get(id)), [...firsts.values()].map(blobOfId)]
  )
}

const isStored = async (client: ClientBase, uid: Buffer | undefined): Promise<boolean> => {
  const { rowCount } = await queryOn(client, 'select 1 from deliveries where uid = $1', [uid])
  return rowCount === 1
}

/**
 * Creates the function that accepts all deliveries of a transaction. It sends at most five statements, plus
 * those for jobs, and returns the id of the original delivery for each duplicate, otherwise null. Deliveries
 * are inserted before they are checked; a failed check rolls the transaction back.
 */
export const createAcceptAll = (
  { query, send, together, proveBy }: Pick<PostgresTables, 'query' | 'send' | 'together' | 'proveBy'>,
  { known, jobs }: { known: RowidCaches; jobs: JobWriter }
): WriteAll<Acceptance, Id | null> =>
  function* (accepted, note) {
    const deliveries = accepted.map(({ delivery }) => delivery)
    const rowidOf = yield* known.subscriptions(deliveries.map(({ subscriptionId }) => subscriptionId))
    const flowOf = yield* known.flows(accepted.map(({ once }) => once?.flowId ?? null))
    const rows = deliveries.map(delivery => columnsOf(delivery, rowidOf(delivery.subscriptionId)))
    const insertion = insertRows('deliveries', rows, 'returning id, uid')
    // Routes are read behind the lock, so that no subscription changes after it was read.
    const [receiverOf, written, enqueue] = yield* together(
      lockReceivers(query, deliveries),
      query<{ id: number; uid: Buffer }>(insertion.text, insertion.values),
      jobs.prepare(
        deliveries.flatMap(({ status, subscriptionId }) =>
          status.is === 'accepted' ? rowidOf(subscriptionId) : []
        )
      )
    )
    // A sender is answered by this: the commit of another transaction must not be taken for it.
    yield* proveBy(client => isStored(client, written[0]?.uid))
    const rowids = new Map(written.map(({ id, uid }) => [idOfBlob(uid), id]))
    const keyed = accepted.flatMap(({ delivery: { id, receivedAt }, once }): Keyed[] => {
      const delivery = rowids.get(id)
      if (once === undefined || delivery === undefined) return []
      return [{ id, delivery, flow: flowOf(once.flowId), key: Buffer.from(once.key), at: receivedAt }]
    })
    const firsts = yield* takeKeys(query, keyed)
    yield* markDuplicates(query, firsts, rowids)
    const requests = accepted.flatMap(({ delivery: one }): RowToInsert[] => {
      const { id, status, arrival, sealedBody = null } = one
      const delivery = rowids.get(id)
      // What gets no run leaves no data of a flow that stores none.
      const isKept = status.is === 'accepted' || receiverOf(one).savesAll
      if (arrival === null || delivery === undefined || firsts.has(id) || !isKept) return []
      const { query: text, headers, body } = arrival
      return [{ delivery, query: text, headers: JSON.stringify(headers), body, sealed: sealedBody }]
    })
    if (requests.length > 0) {
      const { text, values } = insertRows('payloads', requests)
      yield* send(text, values)
    }
    yield* enqueue(
      accepted.flatMap(({ delivery: one }): NewWork[] => {
        const { id, status, orderKey, isCalled, isClaimed } = one
        if (status.is !== 'accepted' || firsts.has(id)) return []
        const work = { subscription: rowidOf(one.subscriptionId), kind: 'delivery' as const, id, orderKey }
        return [
          { ...work, ...(isCalled && { delay: CALLED_RUN_RESERVATION }), ...(isClaimed && { isClaimed }) }
        ]
      })
    )
    return accepted.map(({ delivery: { id, subscriptionId } }) => {
      note('deliveries', id, subscriptionId)
      return firsts.get(id) ?? null
    })
  }
