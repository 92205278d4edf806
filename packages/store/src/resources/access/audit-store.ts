import type { AuditEntry } from '@hookwright/model'
import { and, desc, eq, gte, inArray, lt, sql } from 'drizzle-orm'
import { auditEntries } from '../../schema/schema.ts'
import type { Database } from '../../statements/database.ts'
import { all, run } from '../../statements/steps.ts'
import type { AuditStore } from '../../store.ts'

const entryOf = (row: typeof auditEntries.$inferSelect): AuditEntry => ({
  id: row.uid,
  at: row.at,
  personId: row.personId,
  personName: row.personName,
  key: row.keyUid === null ? null : { id: row.keyUid, name: row.keyName ?? '' },
  act: row.act,
  item:
    row.itemKind === null || row.itemUid === null
      ? null
      : { kind: row.itemKind, id: row.itemUid, name: row.itemName },
  notes: row.notes
})

export const createAuditStore = ({ tables, write, list }: Database): AuditStore => ({
  add: ({ id, key, item, ...about }) =>
    write(function* () {
      yield* run(
        tables.insert(auditEntries).values({
          uid: id,
          ...about,
          keyUid: key?.id ?? null,
          keyName: key?.name ?? null,
          itemKind: item?.kind ?? null,
          itemUid: item?.id ?? null,
          itemName: item?.name ?? null
        })
      )
    }),
  list: ({ personId, acts, from, to, before, limit }) =>
    list(function* (reading) {
      const last =
        before === undefined
          ? undefined
          : sql`(${reading.select({ id: auditEntries.id }).from(auditEntries).where(eq(auditEntries.uid, before))})`
      const rows = (yield* all(
        reading
          .select()
          .from(auditEntries)
          .where(
            and(
              personId === undefined ? undefined : eq(auditEntries.personId, personId),
              acts === undefined ? undefined : inArray(auditEntries.act, acts),
              from === undefined ? undefined : gte(auditEntries.at, from),
              to === undefined ? undefined : lt(auditEntries.at, to),
              last === undefined ? undefined : lt(auditEntries.id, last)
            )
          )
          .orderBy(desc(auditEntries.id))
          .limit(limit)
      )).map(entryOf)
      return { rows, next: rows.length === limit ? (rows.at(-1)?.id ?? null) : null }
    }),
  forget: (before, most) =>
    write(function* () {
      const old = tables
        .select({ id: auditEntries.id })
        .from(auditEntries)
        .where(lt(auditEntries.at, before))
        .limit(most)
      return (yield* run(tables.delete(auditEntries).where(inArray(auditEntries.id, old)))).changes
    })
})
