import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import type { Harness } from '../../harness/harness.ts'
import { startProduct } from '../product/start-product.ts'
import { makeRenewalsOverdue } from './copy-prototypes.ts'
import type { HookService } from './hook-service.ts'
import { outage } from './plans.ts'
import type { Seeded } from './seed-flows.ts'

/** Renewals that were overdue after an outage. */
export interface RenewalsValues {
  overdue: number
  /** Number of subscriptions renewed before they expired. */
  inTime: number
  /** Number of failed attempts. */
  failed: number
  /** Number of subscriptions that were registered again. */
  registeredAgain: number
  /** Time until the last subscription was renewed, in milliseconds. */
  tookMs: number
}

/** Interval at which the bench reads the service's log of requests, in milliseconds. */
const lookEveryMs = 1_000

/**
 * Starts a product after an outage that made every renewal overdue, and measures the renewals. The service
 * responds slowly.
 */
export async function measureRenewals(
  { signals }: Harness,
  seeded: Seeded,
  service: HookService
): Promise<RenewalsValues> {
  const expiries = makeRenewalsOverdue(seeded.database)
  const before = service.served.length
  service.answerAfter(outage.answersAfterMs)
  const began = Date.now()
  const product = await startProduct({
    folder: seeded.folder,
    port: seeded.port,
    isNew: false,
    signals,
    env: { HOOKWRIGHT_OUTBOUND_ALLOW: service.origin }
  })
  const renewals = () => service.served.slice(before).filter(({ method }) => method === 'PATCH')
  try {
    const until = began + outage.lastExpiryMs
    while (renewals().length < expiries.size && Date.now() < until) await sleep(lookEveryMs)
    await sleep(lookEveryMs)
  } finally {
    service.answerAfter(0)
    await product.stop()
  }
  const inTime = renewals().filter(({ path, at }) => at < (expiries.get(subscriptionIn(path)) ?? 0))
  return {
    overdue: expiries.size,
    inTime: new Set(inTime.map(({ path }) => path)).size,
    failed: failedSince(seeded.database, began),
    registeredAgain: service.served.slice(before).filter(({ method }) => method === 'POST').length,
    tookMs: Math.max(began, ...renewals().map(({ at }) => at)) - began
  }
}

/**
 * Returns the id of the subscription that a renewal request is for. In the path, it follows `hook-of-`.
 * @param path path of a renewal request
 */
function subscriptionIn(path: string) {
  return path.slice(path.lastIndexOf('hook-of-') + 'hook-of-'.length)
}

/**
 * Counts failed attempts.
 *
 * @returns the number of attempts since a time that did not succeed
 */
function failedSince(database: string, since: number): number {
  const db = new Database(database, { readonly: true })
  try {
    return Number(
      db
        .prepare(
          `select count(*) from attempts where started_at >= ? and outcome not in ('succeeded', 'running')`
        )
        .pluck()
        .get(since)
    )
  } finally {
    db.close()
  }
}
