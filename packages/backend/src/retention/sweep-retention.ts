import { BIN_DAYS, DAY, HOUR, type Millis, SECOND } from '@hookwright/model'
import type { BatchRequest, BatchResult, Store } from '@hookwright/store'
import { forgetAccess } from '../access/audit-log.ts'
import type { Effects } from '../kernel/effects.ts'
import { payloadOf, redactDelivery } from '../payloads/redact-delivery.ts'
import type { RulesInForce } from '../revisions/rules-in-force.ts'
import type { SubscriptionCache } from '../subscription-cache/subscription-cache.ts'
import type { HideOpen } from './hide-open.ts'

/** Pause between two batches, so that new deliveries take precedence. Also the pause between two passes. */
const PAUSE: Millis = 50
const NEXT: Millis = HOUR
/** Maximum number of deliveries to redact in one pass because their last run never ended. */
const MOST_DUE = 20

/** Maximum number of recycle bin items to delete in one transaction. */
const MOST_PURGED = 20

/** Deletion of expired data, in small batches. */
export interface RetentionSweep {
  /**
   * Starts a pass soon. Called when the disk is nearly full or the retention period has changed.
   */
  soon: () => void
  stop: () => void
}

/**
 * Creates the sweep, which runs every hour and on request. It redacts remaining values, then deletes expired
 * values and rows, and expired entries of the recycle bin and the audit log. Safe to interrupt: the next pass
 * starts over.
 */
export const createRetentionSweep = (params: {
  store: Store
  effects: Pick<Effects, 'clock' | 'after' | 'log' | 'bodyThread'>
  rules: Pick<RulesInForce, 'get'>
  subscriptionCache: Pick<SubscriptionCache, 'byId'>
  hideOpen: HideOpen
}): RetentionSweep => {
  const { store, effects, rules, subscriptionCache, hideOpen } = params
  let cancel = (): void => {}
  let stopped = false
  let isInProgress = false
  let isAskedFor = false

  const rest = (time: Millis): Promise<void> =>
    new Promise(resolve => {
      cancel = effects.after(time, resolve)
    })

  const redactDue = async (): Promise<void> => {
    while (!stopped) {
      const due = await store.keeping.redactDue(MOST_DUE)
      for (const { delivery, arrival } of due) {
        const subscription = await subscriptionCache.byId(delivery.subscriptionId)
        const paths = subscription?.redaction ?? []
        const redacted =
          arrival === null ? null : payloadOf(await redactDelivery(effects, delivery, arrival, paths))
        await store.keeping.redact(delivery.id, redacted ?? { arrival: null, places: [] })
      }
      if (due.length < MOST_DUE) return
      await rest(PAUSE)
    }
  }

  const through = async (take: (of: BatchRequest) => Promise<BatchResult>, before: Millis): Promise<void> => {
    let after: string | null = null
    while (!stopped) {
      const bite: BatchResult = await take({ before, after })
      if (bite.next === null) return
      after = bite.next
      await rest(PAUSE)
    }
  }

  const emptyBin = async (): Promise<void> => {
    while (!stopped) {
      const now = effects.clock()
      if ((await store.bin.purgeBefore(now - BIN_DAYS * DAY, now, MOST_PURGED)) < MOST_PURGED) return
      await rest(PAUSE)
    }
  }

  const emptyAudit = async (): Promise<void> => {
    while (!stopped && (await forgetAccess(store, effects.clock()))) await rest(PAUSE)
  }

  const pass = async (): Promise<void> => {
    const { payloadDays, metadataDays } = await rules.get()
    // A stop may have come between a rule and this.
    await hideOpen()
    await redactDue()
    await through(store.keeping.forgetValues, effects.clock() - payloadDays * DAY)
    await through(store.keeping.forgetRows, effects.clock() - metadataDays * DAY)
    await emptyBin()
    await emptyAudit()
    if (!stopped) await store.keeping.shrink()
  }

  const begin = async (): Promise<void> => {
    isInProgress = true
    isAskedFor = false
    await pass().catch(thrown => {
      effects.log('Data past its retention period could not be deleted. This is retried in an hour.', {
        cause: String(thrown)
      })
    })
    isInProgress = false
    if (!stopped) arm(isAskedFor ? SECOND : NEXT)
  }

  const arm = (time: Millis): void => {
    cancel = effects.after(time, begin)
  }

  // A start has better things to do.
  arm(30 * SECOND)
  return {
    soon: () => {
      if (stopped) return
      isAskedFor = true
      if (isInProgress) return
      cancel()
      arm(SECOND)
    },
    stop: () => {
      stopped = true
      cancel()
    }
  }
}
