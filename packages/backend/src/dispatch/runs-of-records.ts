import {
  isJsonObject,
  type Json,
  packConversionErrors,
  type RunOutcome,
  type RunStatus,
  recordIdOf,
  valueAt
} from '@hookwright/model'
import type { KeyedRun, RunRow, Store } from '@hookwright/store'
import { runsRunAgain } from '../execution/runs-for-records.ts'
import type { Effects } from '../kernel/effects.ts'
import { recordKeyOf } from '../payloads/dedup-key.ts'
import type {
  CachedSubscription,
  RunReady,
  SubscriptionCache
} from '../subscription-cache/subscription-cache.ts'

/**
 * Creates one run for each record that the start card found in a delivery. `outcome` contains the records,
 * `body` is the body of the delivery.
 */
export type RunsOfRecords = (
  of: { subscription: CachedSubscription; run: RunRow },
  ready: RunReady,
  outcome: RunOutcome,
  body: unknown
) => Promise<KeyedRun[]>

export const createRunsOfRecords = ({
  store,
  effects,
  subscriptionCache
}: {
  store: Store
  effects: Effects
  subscriptionCache: SubscriptionCache
}): RunsOfRecords => {
  /** Returns the dedup keys of the records, by index. Empty if the receiving rules define no record id. */
  const recordKeysOf = async (
    subscription: CachedSubscription,
    ready: RunReady,
    body: unknown,
    count: number
  ): Promise<(Uint8Array | undefined)[]> => {
    const { rules } = await subscriptionCache.policyOf(subscription)
    if (rules.receiving.recordId === '' || ready.recordsIn === null) return []
    const found = valueAt(body, ready.recordsIn)
    const items = Array.isArray(found) ? found : [found]
    if (items.length !== count) return []
    return items.map(item => {
      const id = recordIdOf(rules, item, effects.cryptography)
      return id === null ? undefined : recordKeyOf(effects, id)
    })
  }

  return async ({ subscription, run }, ready, outcome, body) => {
    const records = recordsOf(outcome)
    // A replay is asked for: what was seen is run again.
    const isFirst = run.replayOf === null && records.length > 0
    const keys = isFirst ? await recordKeysOf(subscription, ready, body, records.length) : []
    const before = isFirst || records.length === 0 ? null : await runsRunAgain(store, run)
    return records.map((record, index): KeyedRun => {
      const child: RunRow = {
        ...run,
        id: effects.newId(),
        recordIndex: index,
        replayOf: before?.get(index) ?? run.replayOf,
        status: { is: 'queued' },
        steps: null
      }
      const key = keys[index]
      return { run: child, record, ...(key === undefined ? {} : { key }) }
    })
  }
}

/**
 * Returns the status for runs that are cancelled because an earlier record failed. `recordIndex` is the index
 * of the failed record.
 */
export const cancelledBehind = ({ recordIndex }: RunRow): RunStatus => ({
  is: 'cancelled',
  why: `Record ${(recordIndex ?? 0) + 1} failed, so the rest of the list was not run. Fix the error and replay the delivery, or set the event card to continue after errors.`
})

const recordsOf = (outcome: RunOutcome): Record<string, Json>[] => {
  const outputs = outcome.steps[0]?.outputs
  const records = isJsonObject(outputs) ? outputs.records : null
  return Array.isArray(records) ? records.map(packConversionErrors) : []
}
