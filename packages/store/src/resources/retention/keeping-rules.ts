import { Fault, type Json, type KeepingRules, sameJson } from '@hookwright/model'
import { and, asc, eq, isNull, like, not, sql } from 'drizzle-orm'
import { deliveries, flows, runs, settings } from '../../schema/schema.ts'
import { blobOfId } from '../../schema/uid.ts'
import { KEEPING_RULES, openStatuses } from '../../statements/conditions.ts'
import type { Database } from '../../statements/database.ts'
import { deliveryOf, payloadsOf, selectDeliveries } from '../../statements/delivery-row.ts'
import { prepareOnce } from '../../statements/prepare-once.ts'
import { all, get, run, type Steps } from '../../statements/steps.ts'
import type { Clearing, KeepingStore } from '../../store.ts'
import { redactRequest } from '../deliveries/erase-delivery.ts'
import { createClearFlow } from './clear-flow.ts'
import { createForgetRows } from './forget-rows.ts'
import { createForgetValues } from './forget-values.ts'
import { createMarkDue } from './mark-due.ts'
import { createMeasureFlow } from './measure-kept.ts'
import { lockDeliveries, type RetentionSql } from './open-deliveries.ts'

const CLEARING = 'clearing/'

/**
 * Retention methods that both databases share. Excludes methods about SQLite's files and about requests
 * stored by older releases.
 */
export type SharedKeeping = Omit<KeepingStore, 'shrink' | 'size' | 'unconcealed' | 'conceal' | 'wipe'>

const hasOpenRun = sql`exists (select 1 from ${runs} where ${runs.delivery} = ${deliveries.id}
  and ${runs.status} in ${sql.raw(openStatuses)})`

export const createSharedKeeping = (database: Database, own: RetentionSql): SharedKeeping => {
  const { tables, write, read, list } = database

  const set = (name: string, value: Json) =>
    run(
      tables
        .insert(settings)
        .values({ name, value })
        .onConflictDoUpdate({ target: settings.name, set: { value } })
    )

  const selectRetention = prepareOnce(() =>
    tables
      .select({ saveAll: flows.saveAll, redaction: flows.redaction })
      .from(flows)
      .where(eq(flows.uid, sql.placeholder('uid')))
      .prepare()
  )

  function* keptRules(): Steps<KeepingRules | null> {
    const row = yield* get(tables.select().from(settings).where(eq(settings.name, KEEPING_RULES)))
    // Written by this store alone, as the rules that it was given.
    return row === undefined ? null : (row.value as unknown as KeepingRules)
  }

  return {
    rules: () => read(keptRules),
    setRules: rules =>
      write(function* (note) {
        const before = (yield* keptRules())?.redaction ?? []
        yield* set(KEEPING_RULES, { ...rules })
        if (!sameJson(before, rules.redaction)) yield* own.noteCalled(tables)
        note('rules')
      }),
    ofFlow: flowId =>
      read(function* () {
        const row = yield* get(selectRetention(), { uid: blobOfId(flowId) })
        return row === undefined ? null : { saveAll: row.saveAll, redaction: row.redaction ?? [] }
      }),
    setRedaction: (flowId, paths) =>
      write(function* (note) {
        const [flow] = yield* all(
          tables
            .update(flows)
            .set({ redaction: paths.length === 0 ? null : paths })
            .where(and(eq(flows.uid, flowId), isNull(flows.deletedAt)))
            .returning({ id: flows.id })
        )
        if (flow === undefined) throw new Fault('flow.gone')
        yield* own.noteCalled(tables, flow.id)
        note('flows', flowId)
      }),
    markDue: createMarkDue(database, own),
    redactDue: limit =>
      list(function* (reading) {
        // Said as the partial index says it, so that it is used.
        const isDue = and(sql`redact_due = 1`, sql`${deliveries.status} <> 'accepted'`, not(hasOpenRun))
        const due = yield* all(
          selectDeliveries(reading).where(isDue).orderBy(asc(deliveries.id)).limit(limit)
        )
        const requests = yield* payloadsOf(reading, due)
        return due.map(row => {
          const request = requests.get(row.id)
          const arrival = request === undefined ? null : { ...request, method: row.method }
          return { delivery: deliveryOf(row), arrival }
        })
      }),
    redact: (id, redacted) =>
      write(function* () {
        const delivery = yield* get(
          tables.select({ id: deliveries.id }).from(deliveries).where(eq(deliveries.uid, id))
        )
        if (delivery === undefined) return
        const open = yield* lockDeliveries(database, [delivery.id])
        if (!open.has(delivery.id)) yield* redactRequest(tables, delivery.id, redacted)
      }),
    forgetValues: createForgetValues(database),
    forgetRows: createForgetRows(database, own),
    clear: createClearFlow(database),
    clearings: () =>
      list(function* (reading) {
        const rows = yield* all(
          reading
            .select()
            .from(settings)
            .where(like(settings.name, `${CLEARING}%`))
        )
        // Written by this store alone, likewise.
        return rows.map(({ value }) => value as unknown as Clearing)
      }),
    noteClearing: clearing =>
      write(function* () {
        yield* set(`${CLEARING}${clearing.flowId}`, { ...clearing })
      }),
    endClearing: flowId =>
      write(function* (note) {
        yield* run(tables.delete(settings).where(eq(settings.name, `${CLEARING}${flowId}`)))
        note('flows', flowId)
      }),
    measure: createMeasureFlow(database)
  }
}
