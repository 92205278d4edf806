import { KEYS_LAST } from '../../resources/deliveries/dedup-keys.ts'
import { followLast } from '../../resources/deliveries/erase-delivery.ts'
import { ownerOfRun } from '../../resources/runs/shared-runs.ts'
import type { Tables } from '../../schema/tables.ts'
import type { JobWriter } from '../../statements/job-writer.ts'
import type { Steps } from '../../statements/steps.ts'
import type { AfterLast, KeyedRun, QueuedRun, WorkClaim } from '../../store.ts'
import type { WriteAll } from './hot-writes.ts'
import { insertAll, insertRows, overwriting, type Query } from './insert-rows.ts'
import type { KnownRows } from './known-rows.ts'
import { type BareRun, lockRuns, OVER_BEGUN, type RunTexts, setDone } from './lock-runs.ts'
import { type NewState, overwriteRuns } from './overwrite-runs.ts'
import { forgetJournals } from './write-journal.ts'
import { forgetWaits } from './write-waits.ts'

/** Run of a record, with its values as texts. */
export interface Child {
  child: KeyedRun
  texts: RunTexts
}

/** Finished run of a prologue, with the runs of its records. */
export interface Prologue extends NewState {
  run: BareRun
  children: Child[]
  begun: boolean
  after: Partial<AfterLast>
  claim: WorkClaim | undefined
}

/** Number of keys of one statement. */
const KEYS_AT_ONCE = 2_000

const nameOf = (key: Uint8Array): string => Buffer.from(key).toString('latin1')

/**
 * Stores the dedup keys of records, and returns the children that are to run: those without a key,
 * and the first one of each new key. Keys are taken in their own order, so that two processes with
 * the same keys wait for each other in turn.
 */
function* takeNew(
  query: Query,
  children: readonly Child[],
  { flow, delivery, at }: { flow: unknown; delivery: unknown; at: number }
): Steps<Child[]> {
  const firsts = new Map<string, { child: Child; key: Buffer }>()
  for (const child of children) {
    const { key } = child.child
    if (key !== undefined && !firsts.has(nameOf(key)))
      firsts.set(nameOf(key), { child, key: Buffer.from(key) })
  }
  const inOrder = [...firsts.values()].toSorted((one, other) => Buffer.compare(one.key, other.key))
  const taken = new Set<Child | undefined>()
  for (let from = 0; from < inOrder.length; from += KEYS_AT_ONCE) {
    const rows = inOrder.slice(from, from + KEYS_AT_ONCE).map(({ child: { child }, key }) => {
      return { flow, key, delivery, record_index: child.run.recordIndex ?? 0, at }
    })
    // One that is too old to count is taken over, so that a late sweep changes nothing.
    const end = `${overwriting('flow, key', ['delivery', 'record_index', 'at'])}
      where record_keys.at <= ${at - KEYS_LAST} returning key`
    const { text, values } = insertRows('record_keys', rows, end)
    for (const { key } of yield* query<{ key: Buffer }>(text, values)) {
      taken.add(firsts.get(nameOf(key))?.child)
    }
  }
  return children.filter(child => child.child.key === undefined || taken.has(child))
}

/** Creates the end of prologues, which queues a run for each new record. */
export const createSpreadAll = (
  tables: Tables,
  query: Query,
  { known, jobs }: { known: KnownRows; jobs: JobWriter }
): WriteAll<Prologue, QueuedRun[]> =>
  function* (prologues, note) {
    const runs = prologues.flatMap(({ run, children }) => [run, ...children.map(({ child }) => child.run)])
    const { rowOf, deliveryOf } = yield* lockRuns(query, known, runs)
    const spread: QueuedRun[][] = []
    for (const prologue of prologues) {
      const { run, texts, children, begun, woken, claim, after } = prologue
      const row = rowOf(run, texts)
      if (woken) {
        yield* overwriteRuns(query, [prologue])
        yield* forgetWaits(query, [run.id])
      } else yield* insertAll(query, 'runs', [row], begun ? OVER_BEGUN : '')
      const delivery = run.deliveryId === null ? null : deliveryOf(run.deliveryId)
      const keys = { flow: row.flow, delivery: delivery ?? 0, at: run.startedAt }
      const fresh = yield* takeNew(query, children, keys)
      const rows = fresh.map(({ child, texts: own }) => ({ ...rowOf(child.run, own), delivery }))
      yield* insertAll(query, 'runs', rows)
      const queued = fresh.map(({ child: { run: child, record } }) => ({ run: child, record }))
      if (delivery !== null) {
        yield* setDone(query, [delivery])
        if (queued.length === 0) yield* followLast(tables, [{ delivery, after }])
      }
      if (begun) yield* forgetJournals(query, [run.id])
      // The claim of a replay is not that of its delivery, whose records are run behind it.
      const { deliveryId: id } = run
      if (queued.length > 0 && id !== null && claim?.id !== id) {
        yield* jobs.enqueue([
          { subscription: Number(row.subscription), kind: 'delivery', id, orderKey: null }
        ])
      }
      spread.push(queued)
      for (const { id } of [run, ...queued.map(one => one.run)]) note('runs', id, ownerOfRun(run))
      if (run.deliveryId !== null) note('deliveries', run.deliveryId, ownerOfRun(run))
    }
    yield* jobs.hold(prologues.flatMap(({ claim }) => claim ?? []))
    return spread
  }
