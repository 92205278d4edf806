import { type Id, KEPT_DRAFTS, MINUTE, type Millis } from '@hookwright/model'
import { and, desc, eq, gt, sql } from 'drizzle-orm'
import { flowDrafts, flows, revisions } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import type { FlowDraftStore, FlowSave } from '../../store.ts'
import type { SqliteFile } from '../database/sqlite-file.ts'

/** Time within which saves of one member share one draft in the list. */
const ONE_DRAFT: Millis = 10 * MINUTE

/** Adds the draft before the first save as the oldest one. A flow without cards has none. */
const keepFirst = (tables: Tables, flow: number): void => {
  const { name, description, doc, draftNo, updatedAt, ownerId: by } = flows
  const before = tables
    .select({ name, description, doc, draftNo, updatedAt, by })
    .from(flows)
    .where(eq(flows.id, flow))
    .get()
  if (before === undefined || before.doc.strip.length === 0) return
  const { updatedAt: at, ...state } = before
  tables
    .insert(flowDrafts)
    .values({ flow, ...state, beganAt: at, at, closed: true })
    .run()
}

/**
 * Adds a draft to the list of a user's flow before it is saved. The oldest ones beyond the limit
 * are deleted.
 */
export const noteDraft = (
  tables: Tables,
  flow: number,
  save: Pick<FlowSave, 'name' | 'description' | 'doc'>,
  params: { draftNo: number; at: Millis; by: string | null }
): void => {
  const { draftNo, at, by } = params
  const own = eq(flowDrafts.flow, flow)
  const { name, description, doc } = save
  const newest = tables
    .select({
      ...{ id: flowDrafts.id, by: flowDrafts.by, beganAt: flowDrafts.beganAt, closed: flowDrafts.closed },
      isSame: sql<number>`${flowDrafts.doc} = ${JSON.stringify(doc)} and ${flowDrafts.name} is ${name}
        and ${flowDrafts.description} = ${description}`
    })
    .from(flowDrafts)
    .where(own)
    .orderBy(desc(flowDrafts.id))
    .limit(1)
    .get()
  if (newest?.isSame === 1) return
  if (newest === undefined) keepFirst(tables, flow)
  const isFrozen = (since: Millis): boolean =>
    tables
      .select({ id: revisions.id })
      .from(revisions)
      .where(and(eq(revisions.flow, flow), gt(revisions.number, 0), gt(revisions.createdAt, since)))
      .limit(1)
      .get() !== undefined
  const goesOn =
    newest !== undefined &&
    !newest.closed &&
    newest.by === by &&
    at - newest.beganAt < ONE_DRAFT &&
    !isFrozen(newest.beganAt)
  if (goesOn) {
    tables
      .update(flowDrafts)
      .set({ draftNo, at, name, description, doc })
      .where(eq(flowDrafts.id, newest.id))
      .run()
    return
  }
  const state = { draftNo, by, beganAt: at, at, name, description, doc, closed: false }
  tables
    .insert(flowDrafts)
    .values({ flow, ...state })
    .run()
  tables
    .delete(flowDrafts)
    .where(
      and(
        own,
        sql`${flowDrafts.id} not in (select id from flow_drafts where flow = ${flow}
          order by id desc limit ${KEPT_DRAFTS})`
      )
    )
    .run()
}

export const createFlowDraftStore = ({ tables, write, list }: SqliteFile): FlowDraftStore => {
  const rowidOf = (reading: Tables, id: Id): number =>
    reading.select({ id: flows.id }).from(flows).where(eq(flows.uid, id)).get()?.id ?? -1
  return {
    list: flowId =>
      list(reading =>
        reading
          .select()
          .from(flowDrafts)
          .where(eq(flowDrafts.flow, rowidOf(reading, flowId)))
          .orderBy(desc(flowDrafts.id))
          .all()
          .map(({ id: _, flow: __, closed: ___, ...draft }) => draft)
      ),
    revisions: (flowId, limit) =>
      list(reading =>
        reading
          .select({ number: revisions.number, createdAt: revisions.createdAt, snapshot: revisions.snapshot })
          .from(revisions)
          .where(and(eq(revisions.flow, rowidOf(reading, flowId)), gt(revisions.number, 0)))
          .orderBy(desc(revisions.number))
          .limit(limit)
          .all()
          .map(({ snapshot: { flow }, number, createdAt }) => ({
            ...{ number, createdAt, name: flow.name },
            ...{ description: flow.description, doc: flow.doc }
          }))
      ),
    close: flowId =>
      write(() => {
        const newest = sql`${flowDrafts.id} = (select max(id) from flow_drafts where flow = ${rowidOf(tables, flowId)})`
        tables.update(flowDrafts).set({ closed: true }).where(newest).run()
      })
  }
}
