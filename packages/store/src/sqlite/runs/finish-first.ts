import { hasEnded, type Id } from '@hookwright/model'
import type { AlertWriter } from '../../resources/alerts/write-alerts.ts'
import { execute } from '../../statements/steps.ts'
import type { RunStore } from '../../store.ts'
import type { SqliteFile } from '../database/sqlite-file.ts'
import type { FollowLast } from '../deliveries/erase-delivery.ts'
import type { RowidCaches } from '../rows/rowid-caches.ts'
import type { JournalWriter } from './write-journal.ts'
import type { RunWriter } from './write-runs.ts'

/**
 * Creates the function that finishes first runs, on the hot path. It takes two statements per delivery, in
 * the same commit as the next arriving deliveries.
 */
export const createFinishFirst =
  (
    { group }: SqliteFile,
    {
      rowids,
      writer: runs,
      journal,
      follow,
      alerts
    }: {
      rowids: RowidCaches
      writer: RunWriter
      journal: JournalWriter
      follow: FollowLast
      alerts: AlertWriter
    }
  ): RunStore['finishFirst'] =>
  (run, params) =>
    group.join(() => {
      const begun = params.begun ? runs.bind(run, null) : null
      const first = begun === null ? runs.bindFirst(run) : null
      const { deliveryId } = run
      let alert: Id | null = null
      return {
        bytes: (begun ?? first)?.bytes ?? 0,
        write: () => {
          const delivery = deliveryId === null ? null : rowids.delivery(deliveryId)
          if (begun !== null) runs.put(begun, delivery)
          if (first !== null) runs.addFirst(first, delivery)
          if (delivery !== null) {
            runs.setDone(delivery)
            follow(delivery, params)
          }
          if (params.begun && hasEnded(run.status)) journal.forget(run.id)
          if (params.alert !== undefined) alert = execute(alerts.write(params.alert))
        },
        kept: note => {
          const of = run.subscriptionId ?? run.flowId
          if (deliveryId !== null) {
            rowids.settled(deliveryId)
            note('deliveries', deliveryId, of)
          }
          note('runs', run.id, of)
          if (alert !== null) note('alerts', alert)
        }
      }
    })
