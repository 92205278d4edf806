import type { Id, Millis } from '@hookwright/model'
import { DEDUP_KEY_LIFETIME } from '../../resources/deliveries/dedup-keys.ts'
import { followLast } from '../../resources/deliveries/erase-delivery.ts'
import { ownerOfRun } from '../../resources/runs/shared-runs.ts'
import type { Tables } from '../../schema/tables.ts'
import { blobOfId, idOfBlob } from '../../schema/uid.ts'
import type { JobWriter, NewWork } from '../../statements/job-writer.ts'
import type { Steps } from '../../statements/steps.ts'
import type { AfterLast, KeyedRun, QueuedRun, WorkClaim } from '../../store.ts'
import type { WriteAll } from './hot-writes.ts'
import { insertAll, insertRows, overwriting, type Query } from './insert-rows.ts'
import { type BareRun, lockRuns, OVER_BEGUN, type RunTexts, setDone } from './lock-runs.ts'
import { type NewState, overwriteRuns, roundsOf } from './overwrite-runs.ts'
import type { RowidCaches } from './rowid-caches.ts'
import { forgetJournals } from './write-journal.ts'
import { forgetWaits } from './write-waits.ts'

/** Run of a record, with its values as JSON texts. */
export interface Child {
  child: KeyedRun
  texts: RunTexts
}

/** Finished first part of a Run mode run, with the runs of its records. */
export interface Prologue extends NewState {
  run: BareRun
  children: Child[]
  begun: boolean
  after: Partial<AfterLast>
  claim: WorkClaim | undefined
}

/** Maximum number of keys per statement. */
const KEYS_AT_ONCE = 2_000

const idsOf = (prologues: readonly Prologue[]): Id[] => prologues.map(({ run }) => run.id)

/** Run of a record that has a dedup key, and the rowids of its flow and delivery. */
interface Keyed {
  child: Child
  flow: number
  key: Buffer
  delivery: number
  at: Millis
}

const nameOf = ({ flow, key }: Pick<Keyed, 'flow' | 'key'>): string => `${flow} ${key.toString('latin1')}`

/** Returns the records with dedup keys. Of several records with the same key, only the first. */
const keyedOf = (children: readonly Child[], ids: Pick<Keyed, 'flow' | 'delivery' | 'at'>): Keyed[] => {
  const firsts = new Map<string, Keyed>()
  for (const child of children) {
    if (child.child.key === undefined) continue
    const keyed = { child, key: Buffer.from(child.child.key), ...ids }
    if (!firsts.has(nameOf(keyed))) firsts.set(nameOf(keyed), keyed)
  }
  return [...firsts.values()]
}

/**
 * Stores the dedup keys of records, and returns the records with new keys. Inserts keys in sorted order, so
 * that two processes with the same keys cannot deadlock.
 */
function* takeNew(query: Query, keyed: readonly Keyed[]): Steps<Set<Child>> {
  const taken = new Set<Child>()
  for (const round of roundsOf(keyed, nameOf)) {
    const inOrder = round.toSorted((a, b) => a.flow - b.flow || Buffer.compare(a.key, b.key))
    const byName = new Map(inOrder.map(one => [nameOf(one), one.child]))
    for (let from = 0; from < inOrder.length; from += KEYS_AT_ONCE) {
      const rows = inOrder.slice(from, from + KEYS_AT_ONCE).map(({ child, flow, key, delivery, at }) => {
        return { flow, key, delivery, record_index: child.child.run.recordIndex ?? 0, at }
      })
      // One that is too old to count is taken over, so that a late sweep changes nothing.
      const end = `${overwriting('flow, key', ['delivery', 'record_index', 'at'])}
        where record_keys.at <= excluded.at - ${DEDUP_KEY_LIFETIME} returning flow, key`
      const { text, values } = insertRows('record_keys', rows, end)
      for (const key of yield* query<Pick<Keyed, 'flow' | 'key'>>(text, values)) {
        const child = byName.get(nameOf(key))
        if (child !== undefined) taken.add(child)
      }
    }
  }
  return taken
}

/**
 * Queues jobs for the records of replayed deliveries, with the order keys of these deliveries. Needed because
 * the claim of a replay is not a claim of its delivery.
 */
function* enqueueReplayed(
  query: Query,
  jobs: JobWriter,
  replayed: readonly Pick<NewWork, 'id' | 'subscription'>[]
): Steps<void> {
  if (replayed.length === 0) return
  const rows = yield* query<{ uid: Buffer; order_key: string | null }>(
    'select uid, order_key from deliveries where uid = any($1)',
    [replayed.map(({ id }) => blobOfId(id))]
  )
  const orders = new Map(rows.map(({ uid, order_key }) => [idOfBlob(uid), order_key]))
  yield* jobs.enqueue(
    replayed.map(one => ({ ...one, kind: 'delivery' as const, orderKey: orders.get(one.id) ?? null }))
  )
}

/**
 * Creates the function that finishes the first part of Run mode runs and queues a run for each new record.
 */
export const createSpreadAll = (
  tables: Tables,
  query: Query,
  { known, jobs }: { known: RowidCaches; jobs: JobWriter }
): WriteAll<Prologue, QueuedRun[]> =>
  function* (prologues, note) {
    const runs = prologues.flatMap(({ run, children }) => [run, ...children.map(({ child }) => child.run)])
    const { rowOf, deliveryOf } = yield* lockRuns(query, known, runs)
    // Before the rows, which a process that took the work over may have written already.
    yield* jobs.hold(prologues.flatMap(({ claim }) => claim ?? []))
    const rowsOf = (some: readonly Prologue[]) => some.map(({ run, texts }) => rowOf(run, texts))
    const woken = prologues.filter(prologue => prologue.woken)
    const fresh = prologues.filter(prologue => !prologue.woken)
    yield* overwriteRuns(query, woken)
    yield* forgetWaits(query, idsOf(woken))
    const [begun, first] = [fresh.filter(one => one.begun), fresh.filter(one => !one.begun)]
    yield* insertAll(query, 'runs', rowsOf(first))
    yield* insertAll(query, 'runs', rowsOf(begun), OVER_BEGUN)

    const rowidOf = (id: Id | null): number | null => (id === null ? null : deliveryOf(id))
    const taken = yield* takeNew(
      query,
      prologues.flatMap(({ run, children }) => {
        const ids = { flow: Number(rowOf(run).flow), delivery: rowidOf(run.deliveryId) ?? 0 }
        return keyedOf(children, { ...ids, at: run.startedAt })
      })
    )
    const spread = prologues.map(prologue => ({
      ...prologue,
      delivery: rowidOf(prologue.run.deliveryId),
      queued: prologue.children.filter(one => one.child.key === undefined || taken.has(one))
    }))
    yield* insertAll(
      query,
      'runs',
      spread.flatMap(({ delivery, queued }) =>
        queued.map(({ child, texts }) => ({ ...rowOf(child.run, texts), delivery }))
      )
    )
    yield* setDone(
      query,
      spread.flatMap(({ delivery }) => delivery ?? [])
    )
    yield* followLast(
      tables,
      spread.flatMap(({ delivery, queued, after }) =>
        delivery === null || queued.length > 0 ? [] : [{ delivery, after }]
      )
    )
    yield* forgetJournals(query, idsOf(prologues.filter(prologue => prologue.begun)))
    yield* enqueueReplayed(
      query,
      jobs,
      spread.flatMap(({ run, queued, claim }) => {
        const { deliveryId: id } = run
        return queued.length === 0 || id === null || claim?.id === id
          ? []
          : [{ id, subscription: Number(rowOf(run).subscription) }]
      })
    )
    return spread.map(({ run, queued }) => {
      for (const id of [run.id, ...queued.map(({ child }) => child.run.id)]) note('runs', id, ownerOfRun(run))
      if (run.deliveryId !== null) note('deliveries', run.deliveryId, ownerOfRun(run))
      return queued.map(({ child: { run: child, record } }) => ({ run: child, record }))
    })
  }
