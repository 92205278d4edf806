import { and, asc, eq, gt, inArray, isNull, lte, min } from 'drizzle-orm'
import type { AlertWriter } from '../../resources/alerts/write-alerts.ts'
import { attempts, flows, subscriptions } from '../../schema/schema.ts'
import { subscriptionRowid } from '../../statements/rowid-of.ts'
import { execute } from '../../statements/steps.ts'
import {
  atService,
  attemptOf,
  isRenewed,
  isRunning,
  selectAttempts
} from '../../statements/subscription-row.ts'
import type { RenewalStore } from '../../store.ts'
import type { SqliteFile } from '../database/sqlite-file.ts'
import type { SubscriptionWriter } from './write-subscriptions.ts'

export const createRenewalStore = (
  { tables, write, read }: SqliteFile,
  writer: SubscriptionWriter,
  alerts: AlertWriter
): RenewalStore => ({
  due: at =>
    read(() =>
      tables
        .select({ ...atService, expiresAt: subscriptions.expiresAt })
        .from(subscriptions)
        .innerJoin(flows, eq(subscriptions.flow, flows.id))
        .where(and(isRenewed, lte(subscriptions.renewAt, at)))
        .orderBy(asc(subscriptions.expiresAt))
        .all()
        .map(({ expiresAt, ...row }) => ({ ...row, expiresAt: expiresAt ?? at }))
    ),
  nextAfter: at =>
    read(
      () =>
        tables
          .select({ next: min(subscriptions.renewAt) })
          .from(subscriptions)
          .where(and(isRenewed, gt(subscriptions.renewAt, at)))
          .get()?.next ?? null
    ),
  unplanned: () =>
    read(() =>
      tables
        .select({ id: subscriptions.uid })
        .from(subscriptions)
        .where(and(isRenewed, isNull(subscriptions.renewAt)))
        .all()
        .map(({ id }) => id)
    ),
  expiringOf: ids =>
    read(() =>
      tables
        .select({ id: subscriptions.uid })
        .from(subscriptions)
        .where(and(inArray(subscriptions.uid, ids), isRenewed))
        .all()
        .map(({ id }) => id)
    ),
  interrupted: () =>
    read(() =>
      selectAttempts(tables)
        .where(and(isRunning, eq(attempts.kind, 'renewal'), isRenewed))
        .orderBy(asc(attempts.id))
        .all()
        .map(attemptOf)
    ),
  plan: (id, { renewAt, renewTries, gaps }, alert) =>
    write(note => {
      const subscription = execute(subscriptionRowid(tables, id))
      const values = { renewAt, renewTries, gaps }
      tables.update(subscriptions).set(values).where(eq(subscriptions.id, subscription)).run()
      execute(alerts.raise(alert, note))
      note('subscriptions', id)
    }),
  end: (id, { renewed, plan, cleanup, alert, ...end }) =>
    write(note => {
      const subscription = execute(subscriptionRowid(tables, id))
      const { registrationData = null, expiresAt } = renewed ?? {}
      const values = {
        ...plan,
        ...(expiresAt !== undefined && { expiresAt }),
        ...(registrationData !== null && { registrationData: Buffer.from(registrationData) })
      }
      tables.update(subscriptions).set(values).where(eq(subscriptions.id, subscription)).run()
      writer.endAttempt(end, note)
      if (cleanup) writer.openEntry(subscription, cleanup, note)
      execute(alerts.raise(alert, note))
      note('subscriptions', id)
    }),
  learn: (id, registrationData) =>
    write(note => {
      const values = { registrationData: Buffer.from(registrationData) }
      const subscription = execute(subscriptionRowid(tables, id))
      tables.update(subscriptions).set(values).where(eq(subscriptions.id, subscription)).run()
      note('subscriptions', id)
    }),
  settleUncertain: (id, { fault }) =>
    write(note => {
      const where = and(eq(subscriptions.uid, id), eq(subscriptions.how, 'uncertain'))
      const { changes } = tables.update(subscriptions).set({ how: 'refused', fault }).where(where).run()
      if (changes > 0) note('subscriptions', id)
      return changes > 0
    })
})
