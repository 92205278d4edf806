import type { Id, Millis } from '@hookwright/model'
import { lte, sql } from 'drizzle-orm'
import { KEYS_LAST } from '../../resources/deliveries/dedup-keys.ts'
import { deliveryKeys } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import { idOfBlob } from '../../schema/uid.ts'
import { all, rawRows, rawRun, type Steps } from '../../statements/steps.ts'

/** Dedup key of a delivery in this transaction, by rowids. */
export interface Keyed {
  id: Id
  delivery: number
  flow: number
  key: Buffer
  at: Millis
}

/** First delivery with a key. */
interface Holder {
  id: Id
  at: Millis
}

const nameOf = ({ flow, key }: Pick<Keyed, 'flow' | 'key'>): string => `${flow} ${key.toString('latin1')}`

/**
 * Stores the keys, and returns the deliveries that had them first by those that have come again.
 * Keys are taken in their own order, so that two processes with the same keys wait for each other
 * in turn.
 */
export function* takeKeys(tables: Tables, keyed: readonly Keyed[]): Steps<Map<Id, Id>> {
  const firsts = new Map<Id, Id>()
  if (keyed.length === 0) return firsts
  const leaders = new Map<string, Keyed>()
  for (const one of keyed) if (!leaders.has(nameOf(one))) leaders.set(nameOf(one), one)
  const inOrder = [...leaders.values()].toSorted((a, b) => a.flow - b.flow || Buffer.compare(a.key, b.key))
  const taken = yield* all(
    tables
      .insert(deliveryKeys)
      .values(inOrder.map(({ flow, key, delivery, at }) => ({ flow, key, delivery, at })))
      .onConflictDoUpdate({
        target: [deliveryKeys.flow, deliveryKeys.key],
        set: { delivery: sql`excluded.delivery`, at: sql`excluded.at` },
        setWhere: lte(deliveryKeys.at, sql`excluded.at - ${KEYS_LAST}`)
      })
      .returning({ flow: deliveryKeys.flow, key: deliveryKeys.key })
  )
  const holders = new Map<string, Holder>()
  for (const key of taken) {
    const leader = leaders.get(nameOf(key))
    if (leader !== undefined) holders.set(nameOf(key), leader)
  }
  const known = inOrder.filter(one => !holders.has(nameOf(one)))
  if (known.length > 0) {
    const pairs = known.map(({ flow, key }) => sql`(${flow}, ${key})`)
    const found = yield* rawRows<{ flow: number; key: Buffer; at: Millis; uid: Buffer }>(
      tables,
      sql`select k.flow, k.key, k.at, d.uid from delivery_keys k join deliveries d on d.id = k.delivery
        where (k.flow, k.key) in (${sql.join(pairs, sql`, `)})`
    )
    for (const { uid, at, ...key } of found) holders.set(nameOf(key), { id: idOfBlob(uid), at })
  }
  for (const one of keyed) {
    const holder = holders.get(nameOf(one))
    if (holder === undefined || holder.id === one.id) continue
    if (holder.at > one.at - KEYS_LAST) {
      firsts.set(one.id, holder.id)
      continue
    }
    // The row is locked: nobody else has taken the key meanwhile.
    const { flow, key, delivery, at } = one
    yield* rawRun(
      tables,
      sql`update delivery_keys set delivery = ${delivery}, at = ${at} where flow = ${flow} and key = ${key}`
    )
    holders.set(nameOf(one), one)
  }
  return firsts
}
