import { and, asc, eq, gt, inArray, isNull, lte, min } from 'drizzle-orm'
import { attempts, flows, subscriptions } from '../../schema/schema.ts'
import type { Database } from '../../statements/database.ts'
import { subscriptionRowid } from '../../statements/rowid-of.ts'
import { all, get, run } from '../../statements/steps.ts'
import {
  atService,
  attemptOf,
  isRenewed,
  isRunning,
  selectAttempts
} from '../../statements/subscription-row.ts'
import type { RenewalStore } from '../../store.ts'
import type { AlertWriter } from '../alerts/write-alerts.ts'
import type { SubscriptionWriter } from './write-subscriptions.ts'

export const createRenewalStore = (
  { tables, write, read, isGone }: Database,
  writer: SubscriptionWriter,
  alerts: AlertWriter
): RenewalStore => ({
  due: at =>
    read(function* () {
      return (yield* all(
        tables
          .select({ ...atService, expiresAt: subscriptions.expiresAt })
          .from(subscriptions)
          .innerJoin(flows, eq(subscriptions.flow, flows.id))
          .where(and(isRenewed, lte(subscriptions.renewAt, at)))
          .orderBy(asc(subscriptions.expiresAt))
      )).map(({ expiresAt, ...row }) => ({ ...row, expiresAt: expiresAt ?? at }))
    }),
  nextAfter: at =>
    read(function* () {
      const found = yield* get(
        tables
          .select({ next: min(subscriptions.renewAt) })
          .from(subscriptions)
          .where(and(isRenewed, gt(subscriptions.renewAt, at)))
      )
      return found?.next ?? null
    }),
  unplanned: () =>
    read(function* () {
      return (yield* all(
        tables
          .select({ id: subscriptions.uid })
          .from(subscriptions)
          .where(and(isRenewed, isNull(subscriptions.renewAt)))
          .orderBy(asc(subscriptions.id))
      )).map(({ id }) => id)
    }),
  expiringOf: ids =>
    read(function* () {
      return (yield* all(
        tables
          .select({ id: subscriptions.uid })
          .from(subscriptions)
          .where(and(inArray(subscriptions.uid, ids), isRenewed))
      )).map(({ id }) => id)
    }),
  interrupted: () =>
    read(function* () {
      return (yield* all(
        selectAttempts(tables)
          .where(and(isRunning, isGone(attempts.process), eq(attempts.kind, 'renewal'), isRenewed))
          .orderBy(asc(attempts.id))
      )).map(attemptOf)
    }),
  plan: (id, { renewAt, renewTries, gaps }, alert) =>
    write(function* (note) {
      const subscription = yield* subscriptionRowid(tables, id)
      const values = { renewAt, renewTries, gaps }
      yield* run(tables.update(subscriptions).set(values).where(eq(subscriptions.id, subscription)))
      yield* alerts.raise(alert, note)
      note('subscriptions', id)
    }),
  end: (id, { renewed, plan, cleanup, alert, ...end }) =>
    write(function* (note) {
      const subscription = yield* subscriptionRowid(tables, id)
      const { registrationData = null, expiresAt } = renewed ?? {}
      const values = {
        ...plan,
        ...(expiresAt !== undefined && { expiresAt }),
        ...(registrationData !== null && { registrationData: Buffer.from(registrationData) })
      }
      yield* run(tables.update(subscriptions).set(values).where(eq(subscriptions.id, subscription)))
      yield* writer.endAttempt(end, note)
      if (cleanup) yield* writer.openEntry(subscription, cleanup, note)
      yield* alerts.raise(alert, note)
      note('subscriptions', id)
    }),
  learn: (id, registrationData) =>
    write(function* (note) {
      const values = { registrationData: Buffer.from(registrationData) }
      const subscription = yield* subscriptionRowid(tables, id)
      yield* run(tables.update(subscriptions).set(values).where(eq(subscriptions.id, subscription)))
      note('subscriptions', id)
    }),
  settleUncertain: (id, { fault }) =>
    write(function* (note) {
      const where = and(eq(subscriptions.uid, id), eq(subscriptions.how, 'uncertain'))
      const { changes } = yield* run(tables.update(subscriptions).set({ how: 'refused', fault }).where(where))
      if (changes > 0) note('subscriptions', id)
      return changes > 0
    })
})
