import type { RunStore } from '../store.ts'
import type { FollowLast } from './erase-delivery.ts'
import type { KnownRowids } from './known-rowids.ts'
import { hasEnded } from './run-row.ts'
import type { SqliteFile } from './sqlite-file.ts'
import type { JournalWriter } from './write-journal.ts'
import type { RunWriter } from './write-runs.ts'

/** The hot path out: two statements a delivery, in the commit that the next arrivals share. */
export const createFinishFirst =
  (
    { group }: SqliteFile,
    rowids: KnownRowids,
    runs: RunWriter,
    journal: JournalWriter,
    follow: FollowLast
  ): RunStore['finishFirst'] =>
  (run, given) =>
    group.join(() => {
      const bound = runs.bind(run, null)
      const { deliveryId } = run
      return {
        bytes: bound.bytes,
        write: () => {
          const delivery = deliveryId === null ? null : rowids.delivery(deliveryId)
          if (given.begun) runs.put(bound, delivery)
          else runs.add(bound, delivery)
          if (delivery !== null) {
            runs.setDone(delivery)
            follow(delivery, given)
          }
          if (given.begun && hasEnded(run.status)) journal.forget(run.id)
        },
        kept: note => {
          const of = run.subscriptionId ?? run.flowId
          if (deliveryId !== null) {
            rowids.settled(deliveryId)
            note('deliveries', deliveryId, of)
          }
          note('runs', run.id, of)
        }
      }
    })
