import type { Id } from '@hookwright/model'
import type { AlertWriter } from '../../resources/alerts/write-alerts.ts'
import { execute } from '../../statements/steps.ts'
import type { WaitStore } from '../../store.ts'
import type { SqliteFile } from '../database/sqlite-file.ts'
import type { RowidCaches } from '../rows/rowid-caches.ts'
import type { JournalWriter } from './write-journal.ts'
import type { RunWriter } from './write-runs.ts'
import type { WaitWriter } from './write-waits.ts'

/** Creates the function that suspends runs, in the same commit as the next arriving deliveries. */
export const createSuspend =
  (
    { group }: SqliteFile,
    params: {
      rowids: RowidCaches
      writer: RunWriter
      journal: JournalWriter
      waiting: WaitWriter
      alerts: AlertWriter
    }
  ): WaitStore['suspend'] =>
  (run, { draws, wait, others = [], record, until, orderKey, woken = false, alert }) => {
    const { rowids, writer, journal, waiting, alerts } = params
    return group.join(() => {
      const bound = writer.bind(run, record === null ? null : JSON.stringify(record))
      const entries = draws.map(({ key, result }) => ({ key, text: JSON.stringify(result) }))
      const steps = [...(wait === null ? [] : [wait]), ...others]
      const states = steps.map(({ key, result }) => ({ key, text: JSON.stringify(result) }))
      const { deliveryId } = run
      let told: Id | null = null
      return {
        bytes: [...entries, ...states].reduce((sum, { text }) => sum + text.length, bound.bytes),
        write: () => {
          const delivery = deliveryId === null ? null : rowids.delivery(deliveryId)
          if (woken) writer.assertWaits(run.id)
          writer.suspend(bound, delivery)
          if (delivery !== null) writer.setDone(delivery)
          for (const { key, text } of entries) journal.draw(run.id, key, text)
          for (const { key, text } of states) journal.record(run.id, key, true, text)
          if (until === null) waiting.forget(run.id)
          else waiting.put(run.id, { until, orderKey })
          told = alert === undefined ? null : execute(alerts.write(alert))
        },
        kept: note => {
          const of = run.subscriptionId ?? run.flowId
          if (deliveryId !== null) {
            rowids.settled(deliveryId)
            note('deliveries', deliveryId, of)
          }
          note('runs', run.id, of)
          if (told !== null) note('alerts', told)
        }
      }
    })
  }
