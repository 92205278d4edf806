import type { Id } from '@hookwright/model'
import { lte, sql } from 'drizzle-orm'
import { KEYS_LAST } from '../../resources/deliveries/dedup-keys.ts'
import { followLast } from '../../resources/deliveries/erase-delivery.ts'
import { forgetJournals } from '../../resources/runs/journal-rows.ts'
import { addRuns, endRun, putRun, setDone } from '../../resources/runs/run-rows.ts'
import { ownerOfRun } from '../../resources/runs/shared-runs.ts'
import { forgetWait } from '../../resources/runs/wait-rows.ts'
import { recordKeys } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import { all, type Steps } from '../../statements/steps.ts'
import type { AfterLast, KeyedRun, QueuedRun, RunRow } from '../../store.ts'
import type { WriteAll } from './hot-writes.ts'
import type { KnownRows } from './known-rows.ts'
import { lockRuns } from './lock-runs.ts'

/** Finished run of a prologue, with the runs of its records. */
export interface Prologue {
  run: RunRow
  children: KeyedRun[]
  begun: boolean
  woken: boolean
  after: Partial<AfterLast>
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
  tables: Tables,
  children: readonly KeyedRun[],
  { flow, delivery, at }: { flow: number; delivery: number; at: number }
): Steps<KeyedRun[]> {
  const firsts = new Map<string, { child: KeyedRun; key: Buffer }>()
  for (const child of children) {
    if (child.key === undefined || firsts.has(nameOf(child.key))) continue
    firsts.set(nameOf(child.key), { child, key: Buffer.from(child.key) })
  }
  const inOrder = [...firsts.values()].toSorted((one, other) => Buffer.compare(one.key, other.key))
  const taken = new Set<KeyedRun>()
  for (let from = 0; from < inOrder.length; from += KEYS_AT_ONCE) {
    const rows = inOrder
      .slice(from, from + KEYS_AT_ONCE)
      .map(({ child, key }) => ({ flow, key, delivery, recordIndex: child.run.recordIndex ?? 0, at }))
    const kept = yield* all(
      tables
        .insert(recordKeys)
        .values(rows)
        .onConflictDoUpdate({
          target: [recordKeys.flow, recordKeys.key],
          set: {
            delivery: sql`excluded.delivery`,
            recordIndex: sql`excluded.record_index`,
            at: sql`excluded.at`
          },
          // One that is too old to count is taken over, so that a late sweep changes nothing.
          setWhere: lte(recordKeys.at, at - KEYS_LAST)
        })
        .returning({ key: recordKeys.key })
    )
    for (const { key } of kept) {
      const first = firsts.get(nameOf(key))
      if (first !== undefined) taken.add(first.child)
    }
  }
  return children.filter(child => child.key === undefined || taken.has(child))
}

/** Creates the end of prologues, which queues a run for each new record. */
export const createSpreadAll = (tables: Tables, known: KnownRows): WriteAll<Prologue, QueuedRun[]> =>
  function* (prologues, note) {
    const rows = prologues.flatMap(({ run, children }) => [run, ...children.map(child => child.run)])
    const { columnsOf } = yield* lockRuns(tables, known, rows)
    const spread: QueuedRun[][] = []
    for (const { run, children, begun, woken, after } of prologues) {
      const columns = columnsOf(run)
      const { flow, delivery = null } = columns
      if (woken) {
        const { startedAt: _, ...end } = run
        yield* endRun(tables, end, ['waiting'])
        yield* forgetWait(tables, run.id)
      } else if (begun) yield* putRun(tables, columns)
      else yield* addRuns(tables, [columns])
      const fresh = yield* takeNew(tables, children, { flow, delivery: delivery ?? 0, at: run.startedAt })
      yield* addRuns(
        tables,
        fresh.map(({ run: child, record }) => ({ ...columnsOf(child, record), delivery }))
      )
      const queued = fresh.map(({ run: child, record }) => ({ run: child, record }))
      if (delivery !== null) {
        yield* setDone(tables, [delivery])
        if (queued.length === 0) yield* followLast(tables, [{ delivery, after }])
      }
      if (begun) yield* forgetJournals(tables, [run.id])
      spread.push(queued)
      const ids: Id[] = [run.id, ...queued.map(({ run: child }) => child.id)]
      for (const id of ids) note('runs', id, ownerOfRun(run))
      if (run.deliveryId !== null) note('deliveries', run.deliveryId, ownerOfRun(run))
    }
    return spread
  }
