import { Fault, type Id, isInProgress, RUN_IN_PROGRESS, runStatuses } from '@hookwright/model'
import { and, eq, inArray } from 'drizzle-orm'
import { deliveries, runs } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import type { Database } from '../../statements/database.ts'
import { createFindRun } from '../../statements/run-row.ts'
import { get, type Steps } from '../../statements/steps.ts'
import type { RunRow, RunStore } from '../../store.ts'
import { createChildCalls, createRootDeliveryOf } from './child-calls.ts'
import { createEndInterrupted } from './end-interrupted.ts'
import { createInterruptedReplays } from './interrupted-replays.ts'
import { createReadJournal } from './journal-rows.ts'
import { createQueued, createSpreading } from './queued-runs.ts'
import { stepSeries } from './replays-store.ts'
import { beginRun, columnsOfRun, refsOfRun } from './run-rows.ts'

const underWay = runStatuses.filter(is => isInProgress({ is }))

/** Returns the owner of a run for change notifications: its subscription, or its flow if it has none. */
export const ownerOfRun = ({ subscriptionId, flowId }: Pick<RunRow, 'subscriptionId' | 'flowId'>): Id =>
  subscriptionId ?? flowId

/** Methods of the run store that both databases share: all except the hot writes and the history. */
export type SharedRuns = Pick<
  RunStore,
  | 'begin'
  | 'endInterrupted'
  | 'interruptedReplays'
  | 'queued'
  | 'spreading'
  | 'find'
  | 'hasOpen'
  | 'journalOf'
  | 'childCallsOf'
  | 'rootDeliveryOf'
>

/**
 * Checks that no run of a delivery is in progress, since a replay would run at the same time. Throws
 * `delivery.cannot-replay`.
 */
function* mustBeIdle(tables: Tables, delivery: number): Steps<void> {
  const open = yield* get(
    tables
      .select({ id: runs.id })
      .from(runs)
      .where(and(eq(runs.delivery, delivery), inArray(runs.status, underWay)))
      .limit(1)
  )
  if (open !== undefined) throw new Fault('delivery.cannot-replay', { why: RUN_IN_PROGRESS })
}

export const createSharedRuns = (database: Database): SharedRuns => {
  const { tables, read, write, forUpdate, jobs, process } = database
  const findRun = createFindRun(tables)
  const readJournal = createReadJournal(tables)
  return {
    begin: (row, series) =>
      write(function* (note) {
        if (series !== undefined) yield* stepSeries(tables, series)
        const refs = yield* refsOfRun(tables, row, forUpdate)
        // Somebody else, also in another process, may have begun one since it was checked.
        if (row.replayOf !== null && refs.delivery !== null && isInProgress(row.status)) {
          yield* mustBeIdle(tables, refs.delivery)
        }
        yield* beginRun(tables, { ...columnsOfRun(row, refs), process })
        if (row.replayOf !== null && refs.subscription !== null) {
          const { subscription } = refs
          yield* jobs.enqueue([{ subscription, kind: 'replay', id: row.id, orderKey: null }])
        }
        note('runs', row.id, ownerOfRun(row))
      }),
    endInterrupted: createEndInterrupted(database),
    interruptedReplays: createInterruptedReplays(database),
    queued: createQueued(database),
    spreading: createSpreading(database),
    find: id => read(() => findRun(id)),
    hasOpen: deliveryId =>
      read(function* () {
        const found = yield* get(
          tables
            .select({ id: runs.id })
            .from(runs)
            .innerJoin(deliveries, eq(runs.delivery, deliveries.id))
            .where(and(eq(deliveries.uid, deliveryId), inArray(runs.status, underWay)))
            .limit(1)
        )
        return found !== undefined
      }),
    journalOf: id => read(() => readJournal(id)),
    childCallsOf: createChildCalls(database),
    rootDeliveryOf: createRootDeliveryOf(database)
  }
}
