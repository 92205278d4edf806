import { Fault, type Id, takesDeliveries } from '@hookwright/model'
import { sql } from 'drizzle-orm'
import { deliveries, payloads, type subscriptions } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import { blobOfId, idOfBlob } from '../../schema/uid.ts'
import { statusColumnsOf } from '../../statements/delivery-row.ts'
import { all, rawRows, rawRun, run, type Steps } from '../../statements/steps.ts'
import type { DedupKeys, NewDelivery } from '../../store.ts'
import type { WriteAll } from './hot-writes.ts'
import type { KnownRows } from './known-rows.ts'
import { type Keyed, takeKeys } from './take-keys.ts'

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
  rowid: number
  takesDeliveries: boolean
  savesAll: boolean
}

/**
 * Locks the subscriptions of deliveries, so that they cannot be turned off before the commit.
 * Throws `subscription.gone`, also for one that takes no deliveries any more, if a delivery is to
 * run: another process may have turned it off.
 */
function* lockReceivers(
  tables: Tables,
  among: readonly NewDelivery[]
): Steps<(delivery: NewDelivery) => Receiver> {
  const uids = [...new Set(among.map(({ subscriptionId }) => subscriptionId))].map(id => sql`${blobOfId(id)}`)
  const rows = yield* rawRows<{
    id: number
    uid: Buffer
    status: (typeof subscriptions.$inferSelect)['status']
    save_all: 0 | 1
  }>(
    tables,
    sql`select s.id, s.uid, s.status, f.save_all from subscriptions s join flows f on f.id = s.flow
      where s.uid in (${sql.join(uids, sql`, `)}) order by s.id for share of s`
  )
  const receivers = new Map(
    rows.map(({ id, uid, status, save_all }): [Id, Receiver] => [
      idOfBlob(uid),
      {
        rowid: id,
        takesDeliveries: status !== 'ended' && takesDeliveries({ is: status }),
        savesAll: save_all === 1
      }
    ])
  )
  return ({ subscriptionId, status }) => {
    const receiver = receivers.get(subscriptionId)
    if (receiver === undefined || (status.is === 'accepted' && !receiver.takesDeliveries)) {
      throw new Fault('subscription.gone')
    }
    return receiver
  }
}

const columnsOf = (delivery: NewDelivery, subscription: number): typeof deliveries.$inferInsert => {
  const { id, receivedAt, method, contentType, size, status, orderKey, verdict, redaction } = delivery
  const isAccepted = status.is === 'accepted'
  return {
    uid: id,
    ...{ subscription, receivedAt, method, contentType, size },
    ...statusColumnsOf(status),
    orderKey: isAccepted ? orderKey : null,
    verdict: isAccepted ? null : verdict,
    redactDue: redaction === 'due',
    redacted: redaction === 'due' ? null : (redaction ?? null)
  }
}

function* markDuplicates(
  tables: Tables,
  firsts: ReadonlyMap<Id, Id>,
  rowids: ReadonlyMap<Id, number>
): Steps<void> {
  if (firsts.size === 0) return
  const pairs = [...firsts].map(
    ([id, first]) => sql`(cast(${rowids.get(id)} as bigint), cast(${blobOfId(first)} as bytea))`
  )
  yield* rawRun(
    tables,
    sql`update deliveries set status = 'duplicate', duplicate_of = again.first_uid, order_key = null,
        redact_due = 0, redacted = null
      from (values ${sql.join(pairs, sql`, `)}) as again (id, first_uid) where deliveries.id = again.id`
  )
}

/**
 * Creates the acceptance of deliveries, five statements for all of a transaction at the most. Gives
 * for each the id of the delivery that it repeats, or null.
 */
export const createAcceptAll = (tables: Tables, known: KnownRows): WriteAll<Acceptance, Id | null> =>
  function* (accepted, note) {
    const receiverOf = yield* lockReceivers(
      tables,
      accepted.map(({ delivery }) => delivery)
    )
    const flowOf = yield* known.flows(accepted.map(({ once }) => once?.flowId ?? null))
    const written = yield* all(
      tables
        .insert(deliveries)
        .values(accepted.map(({ delivery }) => columnsOf(delivery, receiverOf(delivery).rowid)))
        .returning({ id: deliveries.id, uid: deliveries.uid })
    )
    const rowids = new Map(written.map(({ id, uid }) => [uid, id]))
    const keyed = accepted.flatMap(({ delivery: { id, receivedAt }, once }): Keyed[] => {
      const delivery = rowids.get(id)
      if (once === undefined || delivery === undefined) return []
      return [{ id, delivery, flow: flowOf(once.flowId), key: Buffer.from(once.key), at: receivedAt }]
    })
    const firsts = yield* takeKeys(tables, keyed)
    yield* markDuplicates(tables, firsts, rowids)
    const requests = accepted.flatMap(({ delivery: one }) => {
      const { id, status, arrival, sealedBody } = one
      const delivery = rowids.get(id)
      // What gets no run leaves no data of a flow that stores none.
      const isKept = status.is === 'accepted' || receiverOf(one).savesAll
      if (arrival === null || delivery === undefined || firsts.has(id) || !isKept) return []
      const { query, headers, body } = arrival
      const sealed = sealedBody === undefined ? null : Buffer.from(sealedBody)
      return [{ delivery, query, headers, body: Buffer.from(body), sealed }]
    })
    if (requests.length > 0) yield* run(tables.insert(payloads).values(requests))
    return accepted.map(({ delivery: { id, subscriptionId } }) => {
      note('deliveries', id, subscriptionId)
      return firsts.get(id) ?? null
    })
  }
