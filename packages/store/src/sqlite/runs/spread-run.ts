import type { QueuedRun, RunStore } from '../../store.ts'
import type { SqliteFile } from '../database/sqlite-file.ts'
import type { DedupStore } from '../deliveries/dedup-store.ts'
import type { FollowLast } from '../deliveries/erase-delivery.ts'
import type { RowidCaches } from '../rows/rowid-caches.ts'
import type { JournalWriter } from './write-journal.ts'
import type { RunWriter } from './write-runs.ts'
import type { WaitWriter } from './write-waits.ts'

/**
 * Creates the function that ends the first run of a delivery with several records (the prologue) and queues a
 * run for each new record.
 */
export const createSpread =
  (
    { group }: SqliteFile,
    params: {
      rowids: RowidCaches
      writer: RunWriter
      journal: JournalWriter
      waiting: WaitWriter
      seen: DedupStore
      follow: FollowLast
    }
  ): RunStore['spread'] =>
  (run, children, { begun, woken = false, ...then }) => {
    const { rowids, writer, journal, waiting, seen } = params
    return group.join(() => {
      let queued: QueuedRun[] = []
      const bound = writer.bind(run, null)
      const bounds = children.map(({ run: child, record, key }) => ({
        bound: writer.bind(child, JSON.stringify(record)),
        child: { run: child, record },
        key
      }))
      const { deliveryId } = run
      const flow = rowids.flow(run.flowId)
      return {
        bytes: bounds.reduce((sum, each) => sum + each.bound.bytes, bound.bytes),
        write: () => {
          const delivery = deliveryId === null ? null : rowids.delivery(deliveryId)
          if (woken) writer.assertWaits(run.id)
          if (begun) writer.put(bound, delivery)
          else writer.add(bound, delivery)
          if (woken) waiting.forget(run.id)
          queued = []
          for (const { bound: one, child, key } of bounds) {
            const record = { delivery: delivery ?? 0, index: child.run.recordIndex ?? 0, at: run.startedAt }
            if (key !== undefined && !seen.record(flow, key, record)) continue
            writer.add(one, delivery)
            queued.push(child)
          }
          if (delivery !== null) {
            writer.setDone(delivery)
            if (queued.length === 0) params.follow(delivery, then)
          }
          if (begun) journal.forget(run.id)
        },
        kept: note => {
          const of = run.subscriptionId ?? run.flowId
          note('runs', run.id, of)
          for (const child of queued) note('runs', child.run.id, of)
          if (deliveryId !== null) {
            rowids.settled(deliveryId)
            note('deliveries', deliveryId, of)
          }
          return queued
        }
      }
    })
  }
