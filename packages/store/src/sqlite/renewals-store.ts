import { and, asc, eq } from 'drizzle-orm'
import type { RenewalStore } from '../store.ts'
import { subscriptionRowid } from './rowid-of.ts'
import { subscriptions } from './schema.ts'
import type { SqliteFile } from './sqlite-file.ts'
import { isRenewed, selectSubscriptions, subscriptionRowOf } from './subscription-row.ts'
import type { AlertWriter } from './write-alerts.ts'
import type { SubscriptionWriter } from './write-subscriptions.ts'

export const createRenewalStore = (
  { tables, write, read }: SqliteFile,
  writer: SubscriptionWriter,
  alerts: AlertWriter
): RenewalStore => ({
  expiring: () =>
    read(() =>
      selectSubscriptions(tables).where(isRenewed).orderBy(asc(subscriptions.id)).all().map(subscriptionRowOf)
    ),
  plan: (id, { renewAt, renewTries, gaps }, alert) =>
    write(note => {
      const subscription = subscriptionRowid(tables, id)
      const values = { renewAt, renewTries, gaps }
      tables.update(subscriptions).set(values).where(eq(subscriptions.id, subscription)).run()
      alerts.raise(alert, note)
      note('subscriptions', id)
    }),
  end: (id, { renewed, plan, alert, ...end }) =>
    write(note => {
      const subscription = subscriptionRowid(tables, id)
      const { registrationData = null, expiresAt } = renewed ?? {}
      const values = {
        ...plan,
        ...(expiresAt !== undefined && { expiresAt }),
        ...(registrationData !== null && { registrationData: Buffer.from(registrationData) })
      }
      tables.update(subscriptions).set(values).where(eq(subscriptions.id, subscription)).run()
      writer.endAttempt(end, note)
      alerts.raise(alert, note)
      note('subscriptions', id)
    }),
  learn: (id, registrationData) =>
    write(note => {
      const values = { registrationData: Buffer.from(registrationData) }
      const subscription = subscriptionRowid(tables, id)
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
