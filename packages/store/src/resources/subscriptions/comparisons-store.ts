import { Fault, type Id, sameJson } from '@hookwright/model'
import { and, asc, eq, gt, inArray, lte, min, sql } from 'drizzle-orm'
import { cleanupEntries, flows, subscriptions } from '../../schema/schema.ts'
import type { Database } from '../../statements/database.ts'
import { livingFlowRowid, subscriptionRowid } from '../../statements/rowid-of.ts'
import { all, get, run, type Steps } from '../../statements/steps.ts'
import { atService } from '../../statements/subscription-row.ts'
import type { ComparisonStore } from '../../store.ts'
import { keepActions } from './action-rows.ts'
import { createReplacing } from './replace-subscription.ts'
import type { SubscriptionWriter } from './write-subscriptions.ts'

export const createComparisonStore = (database: Database, writer: SubscriptionWriter): ComparisonStore => {
  const { tables, write, read } = database
  const replacing = createReplacing(database)

  function* hasWanted(flow: number): Steps<boolean> {
    const found = yield* get(
      tables
        .select({ id: subscriptions.id })
        .from(subscriptions)
        .where(and(eq(subscriptions.flow, flow), eq(subscriptions.wanted, true)))
    )
    return found !== undefined
  }

  function* isLiving(flow: number): Steps<boolean> {
    const kept = yield* get(
      tables.select({ deletedAt: flows.deletedAt }).from(flows).where(eq(flows.id, flow))
    )
    return kept?.deletedAt === null
  }

  function* uncertain(id: Id) {
    return yield* get(
      tables
        .select()
        .from(subscriptions)
        .where(
          and(
            eq(subscriptions.uid, id),
            eq(subscriptions.status, 'ended'),
            eq(subscriptions.how, 'uncertain')
          )
        )
    )
  }

  function* healingOf(id: Id) {
    return (yield* get(
      tables.select({ healing: subscriptions.healing }).from(subscriptions).where(eq(subscriptions.uid, id))
    ))?.healing
  }

  return {
    due: (at, { limit, except }) =>
      read(function* () {
        const excluded = except.map(
          ({ connectorId, connectionId }) =>
            sql`not (terms ->> '$.connectorId' = ${connectorId} and terms ->> '$.connectionId' is not distinct from ${connectionId})`
        )
        // Skips what is left out on the index alone.
        const page = tables
          .select({ id: subscriptions.id })
          .from(subscriptions)
          .where(and(lte(subscriptions.compareAt, at), ...excluded))
          .orderBy(asc(subscriptions.compareAt))
          .limit(limit)
        return yield* all(
          tables
            .select(atService)
            .from(subscriptions)
            .innerJoin(flows, eq(subscriptions.flow, flows.id))
            .where(inArray(subscriptions.id, page))
            .orderBy(asc(subscriptions.compareAt))
        )
      }),
    nextAfter: at =>
      read(function* () {
        const found = yield* get(
          tables
            .select({ next: min(subscriptions.compareAt) })
            .from(subscriptions)
            .where(gt(subscriptions.compareAt, at))
        )
        return found?.next ?? null
      }),
    nextOf: ids =>
      read(function* () {
        const found = yield* get(
          tables
            .select({ next: min(subscriptions.compareAt) })
            .from(subscriptions)
            .where(inArray(subscriptions.uid, ids))
        )
        return found?.next ?? null
      }),
    plan: (id, plan, seen) =>
      write(function* (note) {
        const subscription = yield* subscriptionRowid(tables, id)
        const { status, healing } = subscriptions
        const now = yield* get(
          tables.select({ status, healing }).from(subscriptions).where(eq(subscriptions.id, subscription))
        )
        if (now?.status !== seen.status.is || !sameJson(now.healing, seen.healing)) return false
        yield* run(tables.update(subscriptions).set(plan).where(eq(subscriptions.id, subscription)))
        note('subscriptions', id)
        return true
      }),
    adopt: (id, { at, registrationData, gaps, compareAt }) =>
      write(function* (note) {
        const row = yield* uncertain(id)
        if (row?.healing?.to !== 'on') return false
        if ((yield* hasWanted(row.flow)) || !(yield* isLiving(row.flow))) return false
        yield* replacing.mustBeAlone(row.flow)
        yield* run(
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
        )
        yield* keepActions(tables, row.id)
        note('subscriptions', id)
        return true
      }),
    registerAgain: (ended, beginning) =>
      write(function* (note) {
        const flow = yield* livingFlowRowid(tables, beginning.subscription.flowId)
        if (yield* hasWanted(flow)) throw new Fault('subscription.already-on')
        // Somebody may have decided to keep it off since this began.
        if ((yield* healingOf(ended))?.to !== 'on') throw new Fault('subscription.already-off')
        yield* replacing.mustBeAlone(flow)
        const values = { compareAt: null, healing: null, replacedBy: beginning.subscription.id }
        yield* run(tables.update(subscriptions).set(values).where(eq(subscriptions.uid, ended)))
        note('subscriptions', ended)
        yield* writer.begin(flow, { ...beginning, wanted: true }, note)
      }),
    planEntry: (entryId, plan) =>
      write(function* (note) {
        const entry = yield* get(
          tables
            .update(cleanupEntries)
            .set(plan)
            .where(and(eq(cleanupEntries.uid, entryId), eq(cleanupEntries.status, 'open')))
            .returning({ subscription: cleanupEntries.subscription })
        )
        if (entry === undefined) throw new Fault('cleanup.gone')
        note('cleanup', entryId)
      })
  }
}
