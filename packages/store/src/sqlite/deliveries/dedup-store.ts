import type { Id, Millis } from '@hookwright/model'
import type { Database } from 'better-sqlite3'
import { DEDUP_KEY_LIFETIME } from '../../resources/deliveries/dedup-keys.ts'
import { idOfBlob } from '../../schema/uid.ts'

/**
 * Store of dedup keys of events and records. All methods need the transaction that writes the rows of the
 * keys.
 */
export interface DedupStore {
  /**
   * Stores a delivery's key. Returns the id of an earlier delivery with the same key, or null if the key is
   * new.
   */
  delivery: (flow: number, key: Uint8Array, delivery: number | bigint, at: Millis) => Id | null
  /** Stores a record's key. Returns false when the key already exists. */
  record: (flow: number, key: Uint8Array, record: { delivery: number; index: number; at: Millis }) => boolean
  /** Deletes the keys of a subscription's filtered deliveries, so that repeated events count as new. */
  deleteFiltered: (subscription: number) => void
}

export const createDedupStore = (db: Database): DedupStore => {
  // One that is too old to count is taken over, so that a late sweep changes nothing.
  const takeDelivery = db.prepare(
    `insert into delivery_keys (flow, key, delivery, at) values (?,?,?,?)
     on conflict do update set delivery = excluded.delivery, at = excluded.at where at <= ?`
  )
  const firstOf = db
    .prepare<[number, Uint8Array], Buffer>(
      'select d.uid from delivery_keys k join deliveries d on d.id = k.delivery where k.flow = ? and k.key = ?'
    )
    .pluck()
  const takeRecord = db.prepare(
    `insert into record_keys (flow, key, delivery, record_index, at) values (?,?,?,?,?)
     on conflict do update set delivery = excluded.delivery, record_index = excluded.record_index, at = excluded.at
     where at <= ?`
  )
  const deleteFiltered = db.prepare(
    `delete from delivery_keys where flow = (select flow from subscriptions where id = ?)
       and delivery in (select id from deliveries where subscription = ? and status = 'filtered')`
  )
  return {
    delivery: (flow, key, delivery, at) => {
      if (takeDelivery.run(flow, key, delivery, at, at - DEDUP_KEY_LIFETIME).changes > 0) return null
      const first = firstOf.get(flow, key)
      return first === undefined ? null : idOfBlob(first)
    },
    record: (flow, key, { delivery, index, at }) =>
      takeRecord.run(flow, key, delivery, index, at, at - DEDUP_KEY_LIFETIME).changes > 0,
    deleteFiltered: subscription => {
      deleteFiltered.run(subscription, subscription)
    }
  }
}
