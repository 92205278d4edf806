import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { startProduct } from '../product/start-product.mjs'
import { makeRenewalsOverdue } from './copy-prototypes.mjs'
import { outage } from './plans.mjs'

/**
 * Renewals that were overdue after an outage.
 *
 * @typedef {object} RenewalsValues
 * @property {number} overdue
 * @property {number} inTime renewed before the subscription expired
 * @property {number} failed attempts that ended in a failure
 * @property {number} registeredAgain subscriptions that were registered again
 * @property {number} tookMs until the last of them was renewed
 */

/** Polling interval of the request log, in milliseconds. */
const lookEveryMs = 1_000

/**
 * Starts a product after an outage during which every renewal became due; the service is slow.
 *
 * @param {object} options
 * @param {import('./seed-flows.mjs').Seeded} options.seeded
 * @param {import('./hook-service.mjs').HookService} options.service
 * @param {ReturnType<typeof import('../../launcher/signals.mjs').passSignalsOn>} options.signals
 * @returns {Promise<RenewalsValues>}
 */
export async function measureRenewals({ seeded, service, signals }) {
  const expiries = makeRenewalsOverdue(seeded.database)
  const before = service.served.length
  service.answerAfter(outage.answersAfterMs)
  const began = Date.now()
  const product = await startProduct({
    folder: seeded.folder,
    port: seeded.port,
    isNew: false,
    env: { HOOKWRIGHT_OUTBOUND_ALLOW: service.origin }
  })
  signals.passTo(product.child)
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
 * Returns the subscription whose seeded Registration Data contained this hook.
 *
 * @param {string} path of a renewal
 */
function subscriptionIn(path) {
  return path.slice(path.lastIndexOf('hook-of-') + 'hook-of-'.length)
}

/**
 * @param {string} database
 * @param {number} since
 * @returns {number} attempts that did not succeed
 */
function failedSince(database, since) {
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
