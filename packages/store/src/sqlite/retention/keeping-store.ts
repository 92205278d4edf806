import { Fault, type Id, type Json, type KeepingRules, sameJson } from '@hookwright/model'
import { and, asc, eq, isNull, like, not, sql } from 'drizzle-orm'
import { deliveries, flows, payloads, runs, settings } from '../../schema/schema.ts'
import { blobOfId } from '../../schema/uid.ts'
import { KEEPING_RULES, openStatuses } from '../../statements/conditions.ts'
import { deliveryOf, selectDeliveries } from '../../statements/delivery-row.ts'
import { prepareOnce } from '../../statements/prepare-once.ts'
import type { Clearing, KeepingStore } from '../../store.ts'
import { createShrink } from '../database/shrink-file.ts'
import type { SqliteFile } from '../database/sqlite-file.ts'
import { createIsOpen, createRedact } from '../deliveries/erase-delivery.ts'
import type { KnownRowids } from '../rows/known-rowids.ts'
import { createClearFlow } from './clear-flow.ts'
import { createConceal } from './conceal-rows.ts'
import { createForgetRows } from './forget-rows.ts'
import { createForgetValues } from './forget-values.ts'
import { createMarkDue } from './mark-due.ts'
import { createMeasureFlow, createSize } from './measure-kept.ts'

const CLEARING = 'clearing/'

export const createKeepingStore = (file: SqliteFile, rowids: KnownRowids): KeepingStore => {
  const { db, tables, write, read, list } = file
  const redact = createRedact(db)
  const isOpen = createIsOpen(db)
  const rowidOf = db.prepare<[Buffer], number>('select id from deliveries where uid = ?').pluck()

  /** SQL that marks texts of called runs at rest as stale, since rules decide whether they are hidden. */
  const calledAside = `insert into stale_texts (run) select r.id from runs r indexed by runs_set_aside_for
    where r.kind = 'flow' and r.delivery is null and r.status in ('waiting', 'on-hold')`
  const noteCalled = db.prepare(calledAside)
  const noteCalledOf = db.prepare(
    `${calledAside} and r.subscription in
       (select s.id from subscriptions s join flows f on f.id = s.flow where f.uid = ?)`
  )

  const set = (name: string, value: Json): void => {
    tables
      .insert(settings)
      .values({ name, value })
      .onConflictDoUpdate({ target: settings.name, set: { value } })
      .run()
  }

  const hasOpenRun = sql`exists (select 1 from ${runs} where ${runs.delivery} = ${deliveries.id}
    and ${runs.status} in ${sql.raw(openStatuses)})`

  const selectRetention = prepareOnce(() =>
    tables
      .select({ saveAll: flows.saveAll, redaction: flows.redaction })
      .from(flows)
      .where(eq(flows.uid, sql.placeholder('uid')))
      .prepare()
  )

  const keptRules = (): KeepingRules | null => {
    const row = tables.select().from(settings).where(eq(settings.name, KEEPING_RULES)).get()
    // Written by this store alone, as the rules that it was given.
    return row === undefined ? null : (row.value as unknown as KeepingRules)
  }

  return {
    rules: () => read(keptRules),
    setRules: rules =>
      write(() => {
        const before = keptRules()?.redaction ?? []
        set(KEEPING_RULES, { ...rules })
        if (!sameJson(before, rules.redaction)) noteCalled.run()
      }),
    ofFlow: flowId =>
      read(() => {
        const row = selectRetention().get({ uid: blobOfId(flowId) })
        return row === undefined ? null : { saveAll: row.saveAll, redaction: row.redaction ?? [] }
      }),
    setRedaction: (flowId, paths) =>
      write(note => {
        const { changes } = tables
          .update(flows)
          .set({ redaction: paths.length === 0 ? null : paths })
          .where(and(eq(flows.uid, flowId), isNull(flows.deletedAt)))
          .run()
        if (changes === 0) throw new Fault('flow.gone')
        noteCalledOf.run(blobOfId(flowId))
        note('flows', flowId)
      }),
    markDue: createMarkDue(file),
    redactDue: limit =>
      read(() =>
        selectDeliveries(tables)
          .where(
            and(
              // Said as the partial index says it, so that it is used.
              sql`redact_due = 1`,
              sql`${deliveries.status} <> 'accepted'`,
              not(hasOpenRun)
            )
          )
          .orderBy(asc(deliveries.id))
          .limit(limit)
          .all()
          .map(row => {
            const payload = tables.select().from(payloads).where(eq(payloads.delivery, row.id)).get()
            const arrival = payload === undefined ? null : { ...payload, method: row.method }
            return { delivery: deliveryOf(row), arrival }
          })
      ),
    redact: (id, redacted) =>
      write(() => {
        const delivery = rowidOf.get(blobOfId(id))
        if (delivery !== undefined && !isOpen(delivery)) redact(delivery, redacted)
      }),
    forgetValues: createForgetValues(file),
    forgetRows: createForgetRows(file),
    ...createConceal(file),
    clear: createClearFlow(file, rowids),
    clearings: () =>
      list(reading =>
        reading
          .select()
          .from(settings)
          .where(like(settings.name, `${CLEARING}%`))
          .all()
          // Written by this store alone, likewise.
          .map(({ value }) => value as unknown as Clearing)
      ),
    noteClearing: clearing => write(() => set(`${CLEARING}${clearing.flowId}`, { ...clearing })),
    endClearing: (flowId: Id) =>
      write(note => {
        tables
          .delete(settings)
          .where(eq(settings.name, `${CLEARING}${flowId}`))
          .run()
        note('flows', flowId)
      }),
    shrink: createShrink(file),
    measure: createMeasureFlow(file, rowids),
    size: createSize(file)
  }
}
