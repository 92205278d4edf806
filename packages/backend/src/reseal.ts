import { Fault, type Id, type Millis } from '@hookwright/model'
import type { SealedKind, SealedRecord, Store } from '@hookwright/store'
import { secretPlace } from './alerts/send-messages.ts'
import { placeOfClients } from './authorization/client-secrets.ts'
import { placeOfSignIn } from './authorization/sign-ins.ts'
import { placeOfToken } from './authorization/tokens.ts'
import { placeOfConnection } from './connectors/connections.ts'
import { placeOfBegun } from './execution/begun-runs.ts'
import { placeOfJournal } from './execution/durable-journal.ts'
import type { Effects, Sealer } from './kernel/effects.ts'
import { bodyPlace, endpointPlace, eventSecretPlace, orphanPlace, sealPlace } from './kernel/seal-places.ts'
import type { SubscriptionCache } from './subscription-cache/subscription-cache.ts'

/** Progress of resealing. `done` counts the resealed records, `broken` those that no known key opens. */
export interface Resealed {
  done: number
  broken: number
}

const places: Record<SealedKind, (id: Id) => string> = {
  connection: placeOfConnection,
  'connection-token': placeOfToken,
  'connector-clients': placeOfClients,
  'sign-in': placeOfSignIn,
  'subscription-token': id => sealPlace(id, 'token'),
  'registration-data': id => sealPlace(id, 'registration-data'),
  'signing-secret': id => sealPlace(id, 'signing-secret'),
  captured: id => sealPlace(id, 'captured'),
  'endpoint-token': id => endpointPlace(id, 'token'),
  'endpoint-secret': id => endpointPlace(id, 'secret'),
  orphan: orphanPlace,
  'alert-secret': secretPlace,
  'alert-former-secret': secretPlace,
  'event-secret': eventSecretPlace,
  'event-former-secret': eventSecretPlace,
  body: bodyPlace,
  'begun-run': placeOfBegun,
  journal: placeOfJournal
}

/**
 * Reseals all records that were not sealed with the current key, in batches with `rest` in between. Repeats
 * until none are left, because a record may be sealed just before the key changes. Records that cannot be
 * opened are counted and left unchanged.
 */
export const resealAll = async (params: {
  store: Pick<Store, 'sealed'>
  sealer: Sealer
  rest: () => Promise<void>
  /** Returns true if resealing should stop. It can be started again. */
  isStopped: () => boolean
  /** Called with each batch of resealed records. */
  resealed: (records: SealedRecord[]) => void
}): Promise<Resealed> => {
  const { store, sealer, rest, isStopped, resealed } = params

  const anew = (record: SealedRecord): Uint8Array | null => {
    const place = places[record.kind](record.id)
    try {
      return sealer.seal(sealer.open(record.sealed, place), place)
    } catch (thrown) {
      if (thrown instanceof Fault) return null
      throw thrown
    }
  }

  const pass = async (): Promise<Resealed> => {
    const sum: Resealed = { done: 0, broken: 0 }
    let after: string | null = null
    do {
      const page: Awaited<ReturnType<Store['sealed']['page']>> = await store.sealed.page(after)
      const changes = page.records
        .filter(({ sealed }) => !sealer.isCurrent(sealed))
        .flatMap(record => {
          const by = anew(record)
          if (by === null) sum.broken++
          return by === null ? [] : [{ record, by }]
        })
      if (changes.length > 0) {
        sum.done += await store.sealed.replace(changes)
        resealed(changes.map(({ record }) => record))
      }
      after = page.next
      await rest()
    } while (after !== null && !isStopped())
    return sum
  }

  let done = 0
  for (;;) {
    const passed = await pass()
    done += passed.done
    if (passed.done === 0 || isStopped()) return { done, broken: passed.broken }
  }
}

/** Pause between two batches, so that incoming requests take precedence. */
const PAUSE: Millis = 5

/** Creates the background resealing. It can be stopped and started again. */
export const createReseal =
  ({
    store,
    effects,
    subscriptionCache
  }: {
    store: Pick<Store, 'sealed'>
    effects: Pick<Effects, 'sealer' | 'after'>
    subscriptionCache: Pick<SubscriptionCache, 'drop'>
  }) =>
  ({ isStopped }: { isStopped: () => boolean }): Promise<Resealed> =>
    resealAll({
      store,
      sealer: effects.sealer,
      isStopped,
      rest: () => new Promise(resolve => void effects.after(PAUSE, resolve)),
      resealed: records => {
        // A policy that is held compares what it holds with what is kept.
        const ids = new Set(records.map(({ id }) => id))
        subscriptionCache.drop(subscription => ids.has(subscription.id))
      }
    })
