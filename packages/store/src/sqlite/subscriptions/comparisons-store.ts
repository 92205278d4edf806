import { Fault, type Id, sameJson } from '@hookwright/model'
import { and, asc, eq, gt, inArray, lte, min, sql } from 'drizzle-orm'
import { cleanupEntries, flows, subscriptions } from '../../schema/schema.ts'
import { livingFlowRowid, subscriptionRowid } from '../../statements/rowid-of.ts'
import { execute } from '../../statements/steps.ts'
import { atService } from '../../statements/subscription-row.ts'
import type { ComparisonStore } from '../../store.ts'
import type { SqliteFile } from '../database/sqlite-file.ts'
import { keepActions } from './action-rows.ts'
import { createReplacing } from './replace-subscription.ts'
import type { SubscriptionWriter } from './write-subscriptions.ts'

export const createComparisonStore = (
  { tables, write, read }: SqliteFile,
  writer: SubscriptionWriter
): ComparisonStore => {
  const replacing = createReplacing(tables)

  const hasWanted = (flow: number): boolean =>
    tables
      .select({ id: subscriptions.id })
      .from(subscriptions)
      .where(and(eq(subscriptions.flow, flow), eq(subscriptions.wanted, true)))
      .get() !== undefined

  const isLiving = (flow: number): boolean =>
    tables.select({ deletedAt: flows.deletedAt }).from(flows).where(eq(flows.id, flow)).get()?.deletedAt ===
    null

  const uncertain = (id: Id) =>
    tables
      .select()
      .from(subscriptions)
      .where(
        and(eq(subscriptions.uid, id), eq(subscriptions.status, 'ended'), eq(subscriptions.how, 'uncertain'))
      )
      .get()

  const healingOf = (id: Id) =>
    tables
      .select({ healing: subscriptions.healing })
      .from(subscriptions)
      .where(eq(subscriptions.uid, id))
      .get()?.healing

  return {
    due: (at, { limit, except }) =>
      read(() => {
        const excluded = except.map(
          ({ connectorId, connectionId }) =>
            sql`not (terms ->> '$.connectorId' = ${connectorId} and terms ->> '$.connectionId' is ${connectionId})`
        )
        // Skips what is left out on the index alone.
        const page = tables
          .select({ id: subscriptions.id })
          .from(subscriptions)
          .where(and(lte(subscriptions.compareAt, at), ...excluded))
          .orderBy(asc(subscriptions.compareAt))
          .limit(limit)
        return tables
          .select(atService)
          .from(subscriptions)
          .innerJoin(flows, eq(subscriptions.flow, flows.id))
          .where(inArray(subscriptions.id, page))
          .orderBy(asc(subscriptions.compareAt))
          .all()
      }),
    nextAfter: at =>
      read(
        () =>
          tables
            .select({ next: min(subscriptions.compareAt) })
            .from(subscriptions)
            .where(gt(subscriptions.compareAt, at))
            .get()?.next ?? null
      ),
    nextOf: ids =>
      read(
        () =>
          tables
            .select({ next: min(subscriptions.compareAt) })
            .from(subscriptions)
            .where(inArray(subscriptions.uid, ids))
            .get()?.next ?? null
      ),
    plan: (id, plan, seen) =>
      write(note => {
        const subscription = execute(subscriptionRowid(tables, id))
        const { status, healing } = subscriptions
        const now = tables
          .select({ status, healing })
          .from(subscriptions)
          .where(eq(subscriptions.id, subscription))
          .get()
        if (now?.status !== seen.status.is || !sameJson(now.healing, seen.healing)) return false
        tables.update(subscriptions).set(plan).where(eq(subscriptions.id, subscription)).run()
        note('subscriptions', id)
        return true
      }),
    adopt: (id, { at, registrationData, gaps, compareAt }) =>
      write(note => {
        const row = uncertain(id)
        if (row?.healing?.to !== 'on' || hasWanted(row.flow) || !isLiving(row.flow)) return false
        replacing.mustBeAlone(row.flow)
        tables
          .update(subscriptions)
          .set({
            status: 'on',
            how: null,
            wanted: true,
            since: at,
            fault: null,
            registrationData: Buffer.from(registrationData),
            gaps,
            compareAt,
            healing: null
          })
          .where(eq(subscriptions.id, row.id))
          .run()
        keepActions(tables, row.id)
        note('subscriptions', id)
        return true
      }),
    registerAgain: (ended, beginning) =>
      write(note => {
        const flow = execute(livingFlowRowid(tables, beginning.subscription.flowId))
        if (hasWanted(flow)) throw new Fault('subscription.already-on')
        // Somebody may have decided to keep it off since this began.
        if (healingOf(ended)?.to !== 'on') throw new Fault('subscription.already-off')
        replacing.mustBeAlone(flow)
        const values = { compareAt: null, healing: null, replacedBy: beginning.subscription.id }
        tables.update(subscriptions).set(values).where(eq(subscriptions.uid, ended)).run()
        note('subscriptions', ended)
        writer.begin(flow, { ...beginning, wanted: true }, note)
      }),
    planEntry: (entryId, plan) =>
      write(note => {
        const entry = tables
          .update(cleanupEntries)
          .set(plan)
          .where(and(eq(cleanupEntries.uid, entryId), eq(cleanupEntries.status, 'open')))
          .returning({ subscription: cleanupEntries.subscription })
          .get()
        if (entry === undefined) throw new Fault('cleanup.gone')
        note('cleanup', entryId)
      })
  }
}
