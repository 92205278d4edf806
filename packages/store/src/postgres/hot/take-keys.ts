import type { Id, Millis } from '@hookwright/model'
import { DEDUP_KEY_LIFETIME } from '../../resources/deliveries/dedup-keys.ts'
import { idOfBlob } from '../../schema/uid.ts'
import type { Steps } from '../../statements/steps.ts'
import type { PostgresTables } from '../tables.ts'
import { insertRows } from './insert-rows.ts'

/** Dedup key of a delivery in this transaction, with rowids. */
export interface Keyed {
  id: Id
  delivery: number
  flow: number
  key: Buffer
  at: Millis
}

/** Delivery that first used a dedup key. Later deliveries with this key are its duplicates. */
interface Holder {
  id: Id
  at: Millis
}

const nameOf = ({ flow, key }: Pick<Keyed, 'flow' | 'key'>): string => `${flow} ${key.toString('latin1')}`

/**
 * Stores dedup keys, and returns the first delivery for each duplicate. Inserts keys in sorted order, so that
 * two processes with the same keys cannot deadlock.
 */
export function* takeKeys(query: PostgresTables['query'], keyed: readonly Keyed[]): Steps<Map<Id, Id>> {
  const firsts = new Map<Id, Id>()
  if (keyed.length === 0) return firsts
  const leaders = new Map<string, Keyed>()
  for (const one of keyed) if (!leaders.has(nameOf(one))) leaders.set(nameOf(one), one)
  const inOrder = [...leaders.values()].toSorted((a, b) => a.flow - b.flow || Buffer.compare(a.key, b.key))
  const insertion = insertRows(
    'delivery_keys',
    inOrder.map(({ flow, key, delivery, at }) => ({ flow, key, delivery, at })),
    `on conflict (flow, key) do update set delivery = excluded.delivery, at = excluded.at
     where delivery_keys.at <= excluded.at - ${DEDUP_KEY_LIFETIME} returning flow, key`
  )
  const taken = yield* query<Pick<Keyed, 'flow' | 'key'>>(insertion.text, insertion.values)
  const holders = new Map<string, Holder>()
  for (const key of taken) {
    const leader = leaders.get(nameOf(key))
    if (leader !== undefined) holders.set(nameOf(key), leader)
  }
  const known = inOrder.filter(one => !holders.has(nameOf(one)))
  if (known.length > 0) {
    const found = yield* query<{ flow: number; key: Buffer; at: Millis; uid: Buffer }>(
      `select k.flow, k.key, k.at, d.uid from delivery_keys k join deliveries d on d.id = k.delivery
       join unnest(cast($1 as bigint[]), cast($2 as bytea[])) as asked (flow, key)
         on asked.flow = k.flow and asked.key = k.key`,
      [known.map(({ flow }) => flow), known.map(({ key }) => key)]
    )
    for (const { uid, at, ...key } of found) holders.set(nameOf(key), { id: idOfBlob(uid), at })
  }
  for (const one of keyed) {
    const holder = holders.get(nameOf(one))
    if (holder === undefined || holder.id === one.id) continue
    if (holder.at > one.at - DEDUP_KEY_LIFETIME) {
      firsts.set(one.id, holder.id)
      continue
    }
    // The row is locked: nobody else has taken the key meanwhile.
    const { flow, key, delivery, at } = one
    yield* query('update delivery_keys set delivery = $1, at = $2 where flow = $3 and key = $4', [
      delivery,
      at,
      flow,
      key
    ])
    holders.set(nameOf(one), one)
  }
  return firsts
}
